package io.crmesh.interaction;

import io.crmesh.platform.Command;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.record.RecordController;
import io.crmesh.platform.record.RecordReads;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** REST controller of interactions. */
@Needs("interactions")
@RestController
@RequestMapping("/api/interactions")
class InteractionController extends RecordController<Interaction, Interaction> {

    private final InteractionService service;

    InteractionController(Interactions interactions, InteractionService service, RecordReads reads) {
        super(interactions, InteractionList.LIST, interaction -> interaction, reads);
        this.service = service;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<Interaction> record(Command command, @Valid @RequestBody RecordInteraction request) {
        return created(service.record(command, request));
    }
}
