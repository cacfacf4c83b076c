package io.crmesh.marketing.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a customer's purchases. An order counts from the moment it is placed, and is taken back whole when it is
 * cancelled, expires or is returned. So the contribution of an open order is remembered until the order is completed.
 */
public record Orders(Purchases settled, List<Open> open) {

    static final Orders NONE = new Orders(Purchases.NONE, List.of());

    /** Beyond this many open orders the oldest is settled, so that a profile stays small. */
    private static final int MOST_OPEN = 100;

    /** An order that may still be taken back. */
    public record Open(String order, Purchases what) {}

    Orders placed(String order, Purchases what) {
        var now = new ArrayList<>(open);
        now.add(new Open(order, what));
        if (now.size() <= MOST_OPEN) {
            return new Orders(settled, List.copyOf(now));
        }
        var oldest = now.removeFirst();
        return new Orders(settled.plus(oldest.what()), List.copyOf(now));
    }

    Orders completed(String order) {
        var found = find(order);
        return found == null ? this : new Orders(settled.plus(found.what()), without(found));
    }

    /** @param amount of the order as its event says, for one that was settled too early */
    Orders takenBack(String order, Money amount) {
        var found = find(order);
        return found == null ? new Orders(settled.less(amount), open) : new Orders(settled, without(found));
    }

    private @Nullable Open find(String order) {
        return open.stream()
                .filter(each -> each.order().equals(order))
                .findFirst()
                .orElse(null);
    }

    private List<Open> without(Open gone) {
        return open.stream().filter(each -> !each.equals(gone)).toList();
    }

    /** All purchases that count, open or settled. */
    public Purchases all() {
        var sum = settled;
        for (var each : open) {
            sum = sum.plus(each.what());
        }
        return sum;
    }

    public int count() {
        return settled.count() + open.size();
    }

    public @Nullable Instant firstAt() {
        return all().firstAt();
    }

    public @Nullable Instant lastAt() {
        return all().lastAt();
    }
}
