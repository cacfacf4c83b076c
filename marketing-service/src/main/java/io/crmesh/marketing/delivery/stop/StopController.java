package io.crmesh.marketing.delivery.stop;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.automation.Automations;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.accesslog.NotAudited;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
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

/** REST controller for the emergency stop. It needs no version: a stop must not be refused because of a stale one. */
@NotAudited
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

    private final StopService service;
    private final Stops stops;
    private final Automations automations;

    StopController(StopService service, Stops stops, Automations automations) {
        this.service = service;
        this.stops = stops;
        this.automations = automations;
    }

    @PutMapping("/stop")
    ResponseEntity<StopView> stopAll(
            @OnVersion(required = false) Command command, @Valid @RequestBody SetStop request) {
        return Answers.ok(set(command, null, request), StopView::of);
    }

    @PutMapping("/{id}/stop")
    ResponseEntity<StopView> stopOne(
            @PathVariable String id,
            @OnVersion(required = false) Command command,
            @Valid @RequestBody SetStop request) {
        var automation = automations.get(id, new AccessScope.All()).state();
        return Answers.ok(set(command, automation.id(), request), StopView::of);
    }

    /** All stops that were ever set, on or off. */
    @GetMapping("/stop")
    List<StopView> show() {
        return stops.all().stream().map(StopView::of).toList();
    }

    private Saved<Stop> set(Command command, @Nullable String automation, SetStop request) {
        return request.stopped()
                ? service.stop(command, automation, Objects.requireNonNullElse(request.reason(), ""))
                : service.release(command, automation);
    }
}
