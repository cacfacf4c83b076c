package io.crmesh.order.purchase;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.record.RecordReads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Scheduled job: expires orders that were to be paid at once and were not paid within {@code crm.expire-unpaid-after},
 * such as {@code 14d}. Without that setting no order expires, and an order with a deposit never does by itself. Every
 * process runs the job; an order expires once.
 */
@Component
class OrderExpiry {

    private final Orders orders;
    private final OrderService service;
    private final Listing listing;
    private final @Nullable Duration timeout;
    private final Clock clock;

    OrderExpiry(
            Orders orders,
            OrderService service,
            RecordReads reads,
            @Value("${crm.expire-unpaid-after:#{null}}") @Nullable Duration timeout,
            Clock clock) {
        this.orders = orders;
        this.service = service;
        this.listing = reads.listing(OrderList.LIST);
        this.timeout = timeout;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M")
    void expireOverdue() {
        if (timeout == null) {
            return;
        }
        var limit = clock.instant().minus(timeout);
        var overdue = Query.of(
                listing, Map.of("state", "PENDING_PAYMENT", "placedAtUntil", limit.toString(), "sort", "placedAt"));
        try (var found = orders.stream(new AccessScope.All(), overdue)) {
            found.map(each -> each.state()).filter(order -> isDue(order, limit)).forEach(order -> expire(order, limit));
        }
    }

    private void expire(Order order, Instant limit) {
        var id = order.id().value();
        var command = Command.of("expiry/" + id, Actor.system("expiry"), Mode.LIVE);
        var _ = service.moveAll(order.id(), command, (now, at) -> isDue(now, limit) ? now.expire(at) : List.of());
    }

    private static boolean isDue(Order order, Instant limit) {
        return order.state() == Stage.State.PENDING_PAYMENT
                && order.terms() == Terms.IMMEDIATE
                && order.ledger().refundable(order.currency()).isNone()
                && order.placedAt().isBefore(limit);
    }
}
