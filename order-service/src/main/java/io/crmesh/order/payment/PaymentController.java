package io.crmesh.order.payment;

import io.crmesh.order.ledger.PaymentMethod;
import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.OrderId;
import io.crmesh.order.purchase.OrderService;
import io.crmesh.order.purchase.OrderView;
import io.crmesh.order.purchase.web.Reason;
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

/** REST controller for payments and refunds of an order. Each response is the order. */
@Needs("payments")
@RestController
@RequestMapping("/api/orders/{id}")
class PaymentController {

    /** Request: a pending payment was captured, by this method if none was known before. */
    record CapturePayment(
            @Nullable @Pattern(regexp = PaymentMethod.FORM, message = PaymentMethod.HINT)
            String method) {}

    private final PaymentService payments;
    private final OrderService orders;

    PaymentController(PaymentService payments, OrderService orders) {
        this.payments = payments;
        this.orders = orders;
    }

    @PostMapping("/payments")
    ResponseEntity<OrderView> recordPayment(
            @PathVariable OrderId id, @OnVersion Command command, @Valid @RequestBody RecordPayment request) {
        return answer(payments.record(id, command, request));
    }

    @PostMapping("/payments/{payment}/capture")
    ResponseEntity<OrderView> capturePayment(
            @PathVariable OrderId id,
            @PathVariable String payment,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable CapturePayment request) {
        var method = request == null ? null : request.method();
        return answer(orders.moveAll(
                id, command, (order, now) -> new OrderPayments(order, now).capturePending(payment, method)));
    }

    @PostMapping("/payments/{payment}/fail")
    ResponseEntity<OrderView> failPayment(
            @PathVariable OrderId id,
            @PathVariable String payment,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason reason) {
        return answer(orders.move(
                id, command, (order, now) -> new OrderPayments(order, now).fail(payment, Reason.codeOf(reason))));
    }

    @PostMapping("/payments/{payment}/cancel")
    ResponseEntity<OrderView> cancelPayment(
            @PathVariable OrderId id, @PathVariable String payment, @OnVersion Command command) {
        return answer(orders.move(id, command, (order, now) -> new OrderPayments(order, now).cancel(payment)));
    }

    @PostMapping("/refunds")
    ResponseEntity<OrderView> requestRefund(
            @PathVariable OrderId id, @OnVersion Command command, @Valid @RequestBody RequestRefund request) {
        return answer(payments.requestRefund(id, command, request));
    }

    @PostMapping("/refunds/{refund}/approve")
    ResponseEntity<OrderView> approveRefund(
            @PathVariable OrderId id, @PathVariable String refund, @OnVersion Command command) {
        return answer(orders.move(id, command, (order, now) -> new OrderRefunds(order, now).approve(refund)));
    }

    @PostMapping("/refunds/{refund}/reject")
    ResponseEntity<OrderView> rejectRefund(
            @PathVariable OrderId id,
            @PathVariable String refund,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason reason) {
        return answer(orders.moveAll(
                id, command, (order, now) -> new OrderRefunds(order, now).reject(refund, Reason.codeOf(reason))));
    }

    @PostMapping("/refunds/{refund}/complete")
    ResponseEntity<OrderView> completeRefund(
            @PathVariable OrderId id, @PathVariable String refund, @OnVersion Command command) {
        return answer(orders.move(id, command, (order, now) -> new OrderRefunds(order, now).complete(refund)));
    }

    @PostMapping("/refunds/{refund}/fail")
    ResponseEntity<OrderView> failRefund(
            @PathVariable OrderId id,
            @PathVariable String refund,
            @OnVersion Command command,
            @Valid @RequestBody(required = false) @Nullable Reason reason) {
        return answer(orders.moveAll(
                id, command, (order, now) -> new OrderRefunds(order, now).fail(refund, Reason.codeOf(reason))));
    }

    private static ResponseEntity<OrderView> answer(Saved<Order> saved) {
        return Answers.ok(saved, OrderView::of);
    }
}
