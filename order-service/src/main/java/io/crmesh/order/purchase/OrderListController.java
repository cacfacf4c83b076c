package io.crmesh.order.purchase;

import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.history.Histories;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.CsvExport;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.store.Keys;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.bson.BsonType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Orders are searched, listed, exported and looked back on here. */
@Needs("orders")
@RestController
@RequestMapping("/api/orders")
class OrderListController {

    private static final List<Column<Order>> COLUMNS = List.of(
            new Column<>("orderNumber", Order::number),
            new Column<>("id", order -> order.id().value()),
            new Column<>("customerId", order -> order.customer().value()),
            new Column<>("state", Order::state),
            new Column<>("placedAt", Order::placedAt),
            new Column<>("total", order -> order.totals().amount().amount()),
            new Column<>("currency", Order::currency),
            new Column<>("open", order -> order.open().amount(), "payments:read"),
            new Column<>("terms", Order::terms),
            new Column<>("channel", Order::channel),
            new Column<>("paymentMethod", Order::paymentMethod),
            new Column<>("campaignId", Order::campaignId),
            new Column<>("lines", order -> order.lines().size()));

    private final Orders orders;
    private final Histories histories;
    private final Listing listing;

    OrderListController(Orders orders, Histories histories, Keys keys) {
        this.orders = orders;
        this.histories = histories;
        this.listing = Listing.signedBy(text -> keys.signature("orders-list", text))
                .text("customer", "access.customer")
                .oneOf("state", "find.state", Stage.State.class)
                .text("orderNumber", "state.number")
                .text("currency", "state.totals.currency")
                .times("placedAt", "state.placedAt")
                .numbers("total", "find.total")
                .sortedBy("placedAt", "state.placedAt", BsonType.DATE_TIME)
                .sortedBy("total", "find.total", BsonType.INT64)
                .sortedBy("orderNumber", "state.number", BsonType.STRING)
                .sortedAtFirst("-placedAt");
    }

    /** The orders that are asked for; by what another system calls it, the one there is. */
    @GetMapping
    ResponseEntity<Pages.Items<OrderView>> list(ListRequest request, Scope scope) {
        if (request.parameters().containsKey("externalSystem")
                || request.parameters().containsKey("externalId")) {
            return Pages.answer(request, byExternalId(request, scope), OrderView::of);
        }
        return Pages.answer(request, orders.list(scope, request.query(listing)), read -> OrderView.of(read.state()));
    }

    private Page<Order> byExternalId(ListRequest request, Scope scope) {
        var id = orders.idOf(new ExternalId(one(request, "externalSystem"), one(request, "externalId")));
        var found = orders.findAll(List.of(id), scope).stream()
                .map(Versioned::state)
                .toList();
        return new Page<>(found, null, null);
    }

    private static String one(ListRequest request, String name) {
        var values = request.parameters().getOrDefault(name, List.of());
        if (values.size() != 1
                || values.getFirst().isBlank()
                || request.parameters().size() != 2) {
            throw new Unreadable(name, "is asked for together with its other half, once, and with nothing else");
        }
        return values.getFirst();
    }

    @Needs("orders:export")
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export(ListRequest request, Scope scope) {
        var query = request.query(listing);
        return CsvExport.answer(
                "orders.csv", COLUMNS, () -> orders.stream(scope, query).map(Versioned::state));
    }

    @GetMapping("/{id}/history")
    HistoryView.Items history(
            @PathVariable OrderId id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            Scope scope) {
        return histories.of(new OrderPast(orders, id, scope).page(below, limit), OrderView::of);
    }
}
