package io.crmesh.ticket;

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

/** The door to tickets, one at a time. */
@Needs("tickets")
@RestController
@RequestMapping("/api/tickets")
class TicketController {

    private final Tickets tickets;
    private final TicketDesk desk;
    private final Histories histories;

    TicketController(Tickets tickets, TicketDesk desk, Histories histories) {
        this.tickets = tickets;
        this.desk = desk;
        this.histories = histories;
    }

    @PostMapping
    ResponseEntity<TicketView> open(Command command, @Valid @RequestBody OpenTicket request) {
        var saved = desk.open(command, request);
        var location = URI.create("/api/tickets/" + saved.state().id().value());
        return Answers.created(location, saved, TicketView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<TicketView> show(
            @PathVariable String id, @RequestParam(required = false) @Nullable Instant asOf, Scope scope) {
        var found = asOf == null ? tickets.get(id, scope) : tickets.asOf(id, asOf, scope);
        return Answers.ok(found, TicketView::of);
    }

    @GetMapping("/{id}/history")
    HistoryView.Items history(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            Scope scope) {
        return histories.of(tickets.history(id, below, limit, scope), TicketView::of);
    }
}
