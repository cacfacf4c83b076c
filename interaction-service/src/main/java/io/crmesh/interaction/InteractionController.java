package io.crmesh.interaction;

import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.history.Histories;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.web.Answers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The door to interactions, one at a time. */
@Needs("interactions")
@RestController
@RequestMapping("/api/interactions")
class InteractionController {

    private final Interactions interactions;
    private final InteractionDesk desk;
    private final Histories histories;

    InteractionController(Interactions interactions, InteractionDesk desk, Histories histories) {
        this.interactions = interactions;
        this.desk = desk;
        this.histories = histories;
    }

    @PostMapping
    ResponseEntity<InteractionView> record(Command command, @Valid @RequestBody RecordInteraction request) {
        var saved = desk.record(command, request);
        var location = URI.create("/api/interactions/" + saved.state().id().value());
        return Answers.created(location, saved, InteractionView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<InteractionView> show(
            @PathVariable String id, @RequestParam(required = false) @Nullable Instant asOf, Scope scope) {
        var found = asOf == null ? interactions.get(id, scope) : interactions.asOf(id, asOf, scope);
        return Answers.ok(found, InteractionView::of);
    }

    @GetMapping("/{id}/history")
    HistoryView.Items history(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            Scope scope) {
        return histories.of(interactions.history(id, below, limit, scope), InteractionView::of);
    }
}
