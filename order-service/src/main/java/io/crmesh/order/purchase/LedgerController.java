package io.crmesh.order.purchase;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Money for an order comes in and goes back here. Each answer is the order. */
@Needs("payments")
@RestController
@RequestMapping("/api/orders/{id}")
class LedgerController {

    /** A payment that was waited for came in, by this means if it was not known before. */
    record CapturePayment(
            @Nullable @Size(min = 1, max = 100) String method) {}

    private final LedgerDesk ledger;
    private final OrderDesk desk;

    LedgerController(LedgerDesk ledger, OrderDesk desk) {
        this.ledger = ledger;
        this.desk = desk;
    }

    @PostMapping("/payments")
    ResponseEntity<OrderView> pay(
            @PathVariable OrderId id, @OnVersion Command command, @Valid @RequestBody RecordPayment wish) {
        return answer(ledger.pay(id, command, wish));
    }

    @PostMapping("/payments/{payment}/capture")
    ResponseEntity<OrderView> capture(
            @PathVariable OrderId id,
            @PathVariable String payment,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable CapturePayment wish) {
        var method = wish == null ? null : wish.method();
        return answer(desk.moves(id, command, (order, now) -> new Paying(order, now).capturePending(payment, method)));
    }

    @PostMapping("/payments/{payment}/fail")
    ResponseEntity<OrderView> failPayment(
            @PathVariable OrderId id,
            @PathVariable String payment,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason why) {
        return answer(desk.move(id, command, (order, now) -> new Paying(order, now).fail(payment, said(why))));
    }

    @PostMapping("/payments/{payment}/cancel")
    ResponseEntity<OrderView> cancelPayment(
            @PathVariable OrderId id, @PathVariable String payment, @OnVersion Command command) {
        return answer(desk.move(id, command, (order, now) -> new Paying(order, now).cancel(payment)));
    }

    @PostMapping("/refunds")
    ResponseEntity<OrderView> refund(
            @PathVariable OrderId id, @OnVersion Command command, @Valid @RequestBody RequestRefund wish) {
        return answer(ledger.refund(id, command, wish));
    }

    @PostMapping("/refunds/{refund}/approval")
    ResponseEntity<OrderView> approve(
            @PathVariable OrderId id, @PathVariable String refund, @OnVersion Command command) {
        return answer(desk.move(id, command, (order, now) -> new Refunding(order, now).approve(refund)));
    }

    @PostMapping("/refunds/{refund}/rejection")
    ResponseEntity<OrderView> reject(
            @PathVariable OrderId id,
            @PathVariable String refund,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason why) {
        return answer(desk.move(id, command, (order, now) -> new Refunding(order, now).reject(refund, said(why))));
    }

    @PostMapping("/refunds/{refund}/completion")
    ResponseEntity<OrderView> complete(
            @PathVariable OrderId id, @PathVariable String refund, @OnVersion Command command) {
        return answer(desk.move(id, command, (order, now) -> new Refunding(order, now).complete(refund)));
    }

    @PostMapping("/refunds/{refund}/failure")
    ResponseEntity<OrderView> failRefund(
            @PathVariable OrderId id,
            @PathVariable String refund,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason why) {
        return answer(desk.move(id, command, (order, now) -> new Refunding(order, now).fail(refund, said(why))));
    }

    private static @Nullable String said(@Nullable Reason why) {
        return Objects.requireNonNullElse(why, Reason.NONE).reason();
    }

    private static ResponseEntity<OrderView> answer(Saved<Order> saved) {
        return Answers.ok(saved, OrderView::of);
    }
}
