package io.crmesh.marketing.automation;

import io.crmesh.marketing.automation.Automation.Stage;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.history.Histories;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.Impersonal;
import io.crmesh.platform.web.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The door to automations. They belong to no customer, so whoever may see automations sees them all. */
@Impersonal
@Needs("marketing")
@RestController
@RequestMapping("/api/automations")
class AutomationController {

    private static final Scope EVERYBODY = new Scope.All();

    private final AutomationDesk desk;
    private final Automations automations;
    private final Definitions definitions;
    private final Histories histories;
    private final Listing listing;

    AutomationController(
            AutomationDesk desk, Automations automations, Definitions definitions, Histories histories, Keys keys) {
        this.desk = desk;
        this.automations = automations;
        this.definitions = definitions;
        this.histories = histories;
        this.listing = Listing.signedBy(text -> keys.signature("automations-list", text))
                .oneOf("state", "find.stage", Stage.class)
                .text("trigger", "find.trigger")
                .sortedBy("name", "find.name", BsonType.STRING)
                .sortedAtFirst("name");
    }

    @PostMapping
    ResponseEntity<AutomationView> draft(Command command, @Valid @RequestBody Definition definition) {
        var saved = desk.draft(command, definition);
        return Answers.created(URI.create("/api/automations/" + saved.state().id()), saved, this::view);
    }

    @PutMapping("/{id}")
    ResponseEntity<AutomationView> edit(
            @PathVariable String id, Command command, @Valid @RequestBody Definition definition) {
        return answer(desk.edit(id, command, definition));
    }

    @PostMapping("/{id}/enabling")
    ResponseEntity<AutomationView> enable(@PathVariable String id, @OnVersion Command command) {
        return answer(desk.enable(id, command));
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<AutomationView> pause(@PathVariable String id, @OnVersion Command command) {
        return answer(desk.pause(id, command));
    }

    @PostMapping("/{id}/retirement")
    ResponseEntity<AutomationView> retire(@PathVariable String id, @OnVersion Command command) {
        return answer(desk.retire(id, command));
    }

    @GetMapping("/{id}")
    ResponseEntity<AutomationView> show(@PathVariable String id, @RequestParam @Nullable Instant asOf) {
        return Answers.ok(
                asOf == null ? automations.get(id, EVERYBODY) : automations.asOf(id, asOf, EVERYBODY), this::view);
    }

    @GetMapping
    ResponseEntity<Pages.Items<AutomationView>> list(ListRequest request) {
        return Pages.answer(request, automations.list(EVERYBODY, request.query(listing)), found -> view(found.state()));
    }

    @GetMapping("/{id}/history")
    HistoryView.Items history(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below) {
        return histories.of(automations.history(id, below, limit, EVERYBODY), this::view);
    }

    private ResponseEntity<AutomationView> answer(Saved<Automation> saved) {
        return Answers.ok(saved, this::view);
    }

    private AutomationView view(Automation automation) {
        return AutomationView.of(
                automation, definitions.get(automation.current().definition()).definition());
    }
}
