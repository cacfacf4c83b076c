package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.automation.Automations;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.Impersonal;
import io.crmesh.platform.web.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The emergency stop. It needs no version: who pulls it must not be told to look again first. */
@Impersonal
@Needs("marketing")
@RestController
@RequestMapping("/api/automations")
class StopController {

    record SetStop(
            @NotNull Boolean stopped,
            @Nullable @Size(max = 200) String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StopView(
            @Nullable String automation,
            boolean stopped,
            @Nullable String reason,
            Instant since) {
        static StopView of(Stop stop) {
            return new StopView(stop.automation(), stop.stopped(), stop.reason(), stop.since());
        }
    }

    private final StopDesk desk;
    private final Stops stops;
    private final Automations automations;

    StopController(StopDesk desk, Stops stops, Automations automations) {
        this.desk = desk;
        this.stops = stops;
        this.automations = automations;
    }

    @PutMapping("/stop")
    ResponseEntity<StopView> stopAll(@OnVersion(required = false) Command command, @Valid @RequestBody SetStop wish) {
        return Answers.ok(set(command, null, wish), StopView::of);
    }

    @PutMapping("/{id}/stop")
    ResponseEntity<StopView> stopOne(
            @PathVariable String id, @OnVersion(required = false) Command command, @Valid @RequestBody SetStop wish) {
        var automation = automations.get(id, new Scope.All()).state();
        return Answers.ok(set(command, automation.id(), wish), StopView::of);
    }

    /** All stops that there ever were, on or off. */
    @GetMapping("/stop")
    List<StopView> show() {
        return stops.all().stream().map(StopView::of).toList();
    }

    private Saved<Stop> set(Command command, @Nullable String automation, SetStop wish) {
        return wish.stopped()
                ? desk.stop(command, automation, Objects.requireNonNullElse(wish.reason(), ""))
                : desk.release(command, automation);
    }
}
