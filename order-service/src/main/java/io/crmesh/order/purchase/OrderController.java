package io.crmesh.order.purchase;

import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Answers;
import jakarta.validation.Valid;
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

/** Orders are placed and looked at here. */
@Needs("orders")
@RestController
@RequestMapping("/api/orders")
class OrderController {

    private final OrderDesk desk;
    private final Orders orders;

    OrderController(OrderDesk desk, Orders orders) {
        this.desk = desk;
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<OrderView> place(Command command, @Valid @RequestBody PlaceOrder wish) {
        var saved = desk.place(command, wish);
        return Answers.created(URI.create("/api/orders/" + saved.state().id().value()), saved, OrderView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<OrderView> show(@PathVariable OrderId id, @RequestParam @Nullable Instant asOf, Scope scope) {
        var read = asOf == null ? orders.get(id.value(), scope) : orders.asOf(id.value(), asOf, scope);
        return Answers.ok(read, OrderView::of);
    }
}
