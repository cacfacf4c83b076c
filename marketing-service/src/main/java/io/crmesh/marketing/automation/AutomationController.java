package io.crmesh.marketing.automation;

import io.crmesh.platform.Command;
import io.crmesh.platform.accesslog.NotAudited;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.OnVersion;
import io.crmesh.platform.record.RecordController;
import io.crmesh.platform.record.RecordReads;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for automations. They belong to no customer, so a caller who may see automations sees all. */
@NotAudited
@Needs("marketing")
@RestController
@RequestMapping("/api/automations")
class AutomationController extends RecordController<Automation, AutomationView> {

    private final AutomationService service;

    AutomationController(
            AutomationService service, Automations automations, Definitions definitions, RecordReads reads) {
        super(
                automations,
                AutomationList.LIST,
                automation -> AutomationView.of(
                        automation,
                        definitions.get(automation.current().definition()).definition()),
                reads);
        this.service = service;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<AutomationView> draft(Command command, @Valid @RequestBody Definition definition) {
        return created(service.draft(command, definition));
    }

    @PutMapping("/{id}")
    ResponseEntity<AutomationView> edit(
            @PathVariable String id, Command command, @Valid @RequestBody Definition definition) {
        return changed(service.edit(id, command, definition));
    }

    @PostMapping("/{id}/enable")
    ResponseEntity<AutomationView> enable(@PathVariable String id, @OnVersion Command command) {
        return changed(service.enable(id, command));
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<AutomationView> pause(@PathVariable String id, @OnVersion Command command) {
        return changed(service.pause(id, command));
    }

    @PostMapping("/{id}/retire")
    ResponseEntity<AutomationView> retire(@PathVariable String id, @OnVersion Command command) {
        return changed(service.retire(id, command));
    }
}
