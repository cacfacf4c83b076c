package io.crmesh.benchmarks.plain;

import io.crmesh.benchmarks.plain.PlaceOrder.Terms;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller that saves an order, then sends its event without waiting. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

    private static final String TOPIC = "benchmark.plain";

    private final Orders orders;
    private final KafkaTemplate<String, Order> kafka;
    private final Clock clock = Clock.systemUTC();

    OrderController(Orders orders, KafkaTemplate<String, Order> kafka) {
        this.orders = orders;
        this.kafka = kafka;
    }

    @PostMapping
    ResponseEntity<Order> place(@Valid @RequestBody PlaceOrder request) {
        var lines = request.lines().stream().map(OrderedLine::priced).toList();
        var total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        var saved = orders.save(new Order(
                null,
                request.customerId(),
                lines,
                total,
                request.currency(),
                Objects.requireNonNullElse(request.terms(), Terms.IMMEDIATE).name(),
                request.paymentMethod(),
                request.channel(),
                request.campaignId(),
                clock.instant()));
        var id = Objects.requireNonNull(saved.id());
        var _ = kafka.send(TOPIC, id, saved);
        return ResponseEntity.created(URI.create("/api/orders/" + id)).body(saved);
    }
}
