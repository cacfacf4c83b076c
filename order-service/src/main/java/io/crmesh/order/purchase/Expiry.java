package io.crmesh.order.purchase;

import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets orders go that were to be paid at once and were not for a while: {@code crm.expire-unpaid-after}, such as {@code
 * 14d}; without that setting they wait for ever. Every process may look; an order expires once.
 */
@Component
class Expiry {

    private static final Listing UNPAID = Listing.signedBy(text -> text)
            .oneOf("state", "find.state", Stage.State.class)
            .times("placedAt", "state.placedAt")
            .sortedBy("placedAt", "state.placedAt", BsonType.DATE_TIME)
            .sortedAtFirst("placedAt");

    private final Orders orders;
    private final OrderDesk desk;
    private final @Nullable Duration patience;
    private final Clock clock;

    Expiry(
            Orders orders,
            OrderDesk desk,
            @Value("${crm.expire-unpaid-after:#{null}}") @Nullable Duration patience,
            Clock clock) {
        this.orders = orders;
        this.desk = desk;
        this.patience = patience;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M")
    void look() {
        if (patience == null) {
            return;
        }
        var limit = clock.instant().minus(patience);
        var overdue = Query.of(UNPAID, Map.of("state", "PENDING_PAYMENT", "placedAtUntil", limit.toString()));
        try (var found = orders.stream(new Scope.All(), overdue)) {
            found.map(each -> each.state()).filter(order -> isDue(order, limit)).forEach(order -> expire(order, limit));
        }
    }

    private void expire(Order order, Instant limit) {
        var id = order.id().value();
        var command = Command.of("expiry/" + id, Actor.system("expiry"), Mode.LIVE);
        var _ = desk.moves(order.id(), command, (now, at) -> isDue(now, limit) ? now.expire(at) : List.of());
    }

    private static boolean isDue(Order order, Instant limit) {
        return order.state() == Stage.State.PENDING_PAYMENT
                && order.terms() == Terms.IMMEDIATE
                && order.placedAt().isBefore(limit);
    }
}
