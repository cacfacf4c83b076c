package io.crmesh.order.purchase.web;

import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderList;
import io.crmesh.order.purchase.OrderService;
import io.crmesh.order.purchase.OrderView;
import io.crmesh.order.purchase.Orders;
import io.crmesh.order.purchase.PlaceOrder;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.history.Histories;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.record.Pages;
import io.crmesh.platform.record.RecordController;
import io.crmesh.platform.record.RecordReads;
import io.crmesh.platform.store.ExternalId;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for placing orders and reading them. */
@Needs("orders")
@RestController
@RequestMapping("/api/orders")
class OrderController extends RecordController<Order, OrderView> {

    private static final Set<String> BY_EXTERNAL_ID = Set.of("externalSystem", "externalId", Past.AS_OF, Past.KNOWN_AT);

    private final OrderService service;
    private final Orders orders;
    private final Histories histories;

    OrderController(OrderService service, Orders orders, Histories histories, RecordReads reads) {
        super(orders, OrderList.LIST, OrderView::of, reads);
        this.service = service;
        this.orders = orders;
        this.histories = histories;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<OrderView> place(Command command, @Valid @RequestBody PlaceOrder request) {
        return created(service.place(command, request));
    }

    /** A page of orders; or the one order that has this id in another system. */
    @Override
    @GetMapping
    @Parameter(
            name = "externalSystem",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string"),
            description = "Another system; with externalId only")
    @Parameter(
            name = "externalId",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string"),
            description = "An order's id there; with externalSystem only")
    public ResponseEntity<Pages.Items<OrderView>> list(ListRequest request, Past then, AccessScope scope) {
        if (request.parameters().containsKey("externalSystem")
                || request.parameters().containsKey("externalId")) {
            return Pages.answer(request, byExternalId(request, then, scope), OrderView::of);
        }
        return super.list(request, then, scope);
    }

    private Page<Order> byExternalId(ListRequest request, Past then, AccessScope scope) {
        var id = orders.idOf(new ExternalId(single(request, "externalSystem"), single(request, "externalId")));
        try {
            return new Page<>(List.of(orders.get(id, then, scope).state()), null, null);
        } catch (NotFound | Gone _) {
            return new Page<>(List.of(), null, null); // as a list that finds nothing
        }
    }

    private static String single(ListRequest request, String name) {
        var values = request.parameters().getOrDefault(name, List.of());
        if (values.size() != 1
                || values.getFirst().isBlank()
                || !BY_EXTERNAL_ID.containsAll(request.parameters().keySet())) {
            throw new Unreadable(
                    name, "is given once, together with its other half and, besides asOf and knownAt, nothing else");
        }
        return values.getFirst().strip();
    }

    /** What happened to one order until then, as far as the caller may read payments. */
    @Override
    @GetMapping("/{id}/history")
    public HistoryView.Items history(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            Past then,
            AccessScope scope) {
        return histories.of(new OrderHistoryView(orders, id, then, scope).page(below, limit), OrderView::of);
    }
}
