package io.crmesh.ticket;

import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.CsvExport;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.Keys;
import java.util.List;
import org.bson.BsonType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The door to many tickets at once: page by page, or all of them as a file. */
@Needs("tickets")
@RestController
@RequestMapping("/api/tickets")
class TicketListController {

    private static final List<Column<TicketView>> COLUMNS = List.of(
            new Column<>("id", row -> row.id().value()),
            new Column<>("number", TicketView::number),
            new Column<>("customerId", row -> row.customerId().value()),
            new Column<>("openedAt", TicketView::openedAt),
            new Column<>("type", TicketView::type),
            new Column<>("priority", TicketView::priority),
            new Column<>("channel", TicketView::channel),
            new Column<>("stage", TicketView::stage),
            new Column<>("orderId", TicketView::orderId),
            new Column<>("needDescription", TicketView::needDescription, "content:read"));

    private final Tickets tickets;
    private final Listing listing;

    TicketListController(Tickets tickets, Keys keys) {
        this.tickets = tickets;
        this.listing = Listing.signedBy(text -> keys.signature("tickets-list", text))
                .text("number", "state.number")
                .text("customerId", "state.customerId")
                .text("orderId", "state.orderId")
                .text("channel", "state.channel")
                .oneOf("type", "state.type", TicketType.class)
                .oneOf("priority", "state.priority", Priority.class)
                .oneOf("stage", "state.stage", Stage.class)
                .times("openedAt", "state.openedAt")
                .sortedBy("openedAt", "state.openedAt", BsonType.DATE_TIME)
                .sortedBy("number", "state.number", BsonType.STRING)
                .sortedAtFirst("-openedAt");
    }

    @GetMapping
    ResponseEntity<Pages.Items<TicketView>> list(ListRequest request, Scope scope) {
        var page = tickets.list(scope, request.query(listing)).map(Versioned::state);
        return Pages.answer(request, page, TicketView::of);
    }

    @Needs("tickets:export")
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export(ListRequest request, Scope scope) {
        var query = request.query(listing);
        return CsvExport.answer(
                "tickets.csv",
                COLUMNS,
                () -> tickets.stream(scope, query).map(Versioned::state).map(TicketView::of));
    }
}
