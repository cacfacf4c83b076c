package io.crmesh.order.purchase;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders move on here, from placing to completion, cancellation or return. */
@Needs("orders")
@RestController
@RequestMapping("/api/orders/{id}")
class StageController {

    /** The goods left the house, with this carrier. */
    record ShipOrder(
            @Nullable @Pattern(regexp = Code.FORM, message = Code.HINT)
            String carrier) {}

    private final OrderDesk desk;

    StageController(OrderDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/confirmation")
    ResponseEntity<OrderView> confirm(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(desk.move(id, command, Order::confirm));
    }

    @PostMapping("/shipment")
    ResponseEntity<OrderView> ship(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable ShipOrder wish) {
        var carrier = wish == null ? null : wish.carrier();
        return answer(desk.move(id, command, (order, now) -> order.ship(carrier, now)));
    }

    @PostMapping("/fulfilment")
    ResponseEntity<OrderView> fulfil(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(desk.move(id, command, Order::fulfil));
    }

    @PostMapping("/receipt")
    ResponseEntity<OrderView> receive(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(desk.move(id, command, Order::receive));
    }

    @PostMapping("/completion")
    ResponseEntity<OrderView> complete(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(desk.move(id, command, Order::complete));
    }

    @PostMapping("/cancellation")
    ResponseEntity<OrderView> cancel(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason why) {
        return answer(desk.moves(id, command, (order, now) -> order.cancel(said(why), now)));
    }

    @PostMapping("/return-request")
    ResponseEntity<OrderView> requestReturn(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason why) {
        return answer(desk.move(id, command, (order, now) -> order.requestReturn(said(why), now)));
    }

    @PostMapping("/return")
    ResponseEntity<OrderView> takeBack(@PathVariable OrderId id, @OnVersion Command command) {
        return answer(desk.move(id, command, Order::takeBack));
    }

    @PostMapping("/return-declined")
    ResponseEntity<OrderView> declineReturn(
            @PathVariable OrderId id,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason why) {
        return answer(desk.move(id, command, (order, now) -> order.declineReturn(said(why), now)));
    }

    private static @Nullable String said(@Nullable Reason why) {
        return Objects.requireNonNullElse(why, Reason.NONE).reason();
    }

    private static ResponseEntity<OrderView> answer(Saved<Order> saved) {
        return Answers.ok(saved, OrderView::of);
    }
}
