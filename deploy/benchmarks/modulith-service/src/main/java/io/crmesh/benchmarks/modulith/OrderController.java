package io.crmesh.benchmarks.modulith;

import io.crmesh.benchmarks.modulith.PlaceOrder.Terms;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller that stores an order and leaves its publication to the event registry. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

    private final Orders orders;
    private final Clock clock = Clock.systemUTC();

    OrderController(Orders orders) {
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<OrderPlaced> place(@Valid @RequestBody PlaceOrder request) {
        var lines = request.lines().stream().map(OrderedLine::priced).toList();
        var total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        var placed = new OrderPlaced(
                "ord_" + UUID.randomUUID(),
                request.customerId(),
                lines,
                total,
                request.currency(),
                Objects.requireNonNullElse(request.terms(), Terms.IMMEDIATE).name(),
                request.paymentMethod(),
                request.channel(),
                request.campaignId(),
                clock.instant());
        orders.add(placed);
        return ResponseEntity.created(URI.create("/api/orders/" + placed.id())).body(placed);
    }
}
