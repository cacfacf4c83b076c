package io.crmesh.ticket;

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

/** REST controller of tickets. */
@Needs("tickets")
@RestController
@RequestMapping("/api/tickets")
class TicketController extends RecordController<Ticket, Ticket> {

    private final TicketService service;

    TicketController(Tickets tickets, TicketService service, RecordReads reads) {
        super(tickets, TicketList.LIST, ticket -> ticket, reads);
        this.service = service;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<Ticket> open(Command command, @Valid @RequestBody OpenTicket request) {
        return created(service.open(command, request));
    }
}
