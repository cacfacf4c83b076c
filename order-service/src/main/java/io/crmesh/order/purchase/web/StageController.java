package io.crmesh.order.purchase.web;

import io.crmesh.order.purchase.Code;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderId;
import io.crmesh.order.purchase.OrderService;
import io.crmesh.order.purchase.OrderView;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for the moves of an order, from confirmation to completion, cancellation or return. */
@Needs("orders")
@RestController
@RequestMapping("/api/orders/{id}")
class StageController {

    /** Request: the goods were shipped with this carrier. */
    record ShipOrder(
            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String carrier) {}

    private final OrderService service;

    StageController(OrderService service) {
        this.service = service;
    }

    @PostMapping("/confirm")
    ResponseEntity<OrderView> confirm(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(service.move(id, command, Order::confirm));
    }

    @PostMapping("/ship")
    ResponseEntity<OrderView> ship(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable ShipOrder request) {
        var carrier = request == null ? null : request.carrier();
        return answer(service.move(id, command, (order, now) -> order.ship(carrier, now)));
    }

    @PostMapping("/fulfil")
    ResponseEntity<OrderView> fulfil(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(service.move(id, command, Order::fulfil));
    }

    @PostMapping("/receive")
    ResponseEntity<OrderView> receive(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(service.move(id, command, Order::receive));
    }

    @PostMapping("/complete")
    ResponseEntity<OrderView> complete(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(service.move(id, command, Order::complete));
    }

    @PostMapping("/cancel")
    ResponseEntity<OrderView> cancel(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason reason) {
        return answer(service.moveAll(id, command, (order, now) -> order.cancel(Reason.codeOf(reason), now)));
    }

    @PostMapping("/request-return")
    ResponseEntity<OrderView> requestReturn(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason reason) {
        return answer(service.move(id, command, (order, now) -> order.requestReturn(Reason.codeOf(reason), now)));
    }

    @PostMapping("/return")
    ResponseEntity<OrderView> returnOrder(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(service.move(id, command, Order::returnOrder));
    }

    @PostMapping("/decline-return")
    ResponseEntity<OrderView> declineReturn(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason reason) {
        return answer(service.move(id, command, (order, now) -> order.declineReturn(Reason.codeOf(reason), now)));
    }

    private static ResponseEntity<OrderView> answer(Saved<Order> saved) {
        return Answers.ok(saved, OrderView::of);
    }
}
