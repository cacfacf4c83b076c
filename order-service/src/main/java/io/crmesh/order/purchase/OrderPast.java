package io.crmesh.order.purchase;

import io.crmesh.platform.Scope;
import io.crmesh.platform.store.HistoryEntry;
import io.crmesh.platform.web.SignedIn;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened to an order, for whoever looks back on it. That money came in or went back is told to those who may read
 * payments.
 */
record OrderPast(Orders orders, OrderId id, Scope scope) {

    /** Newest first, below a sequence (0: from the newest), as many as were asked for if there are so many to tell. */
    List<HistoryEntry<Order>> page(long below, int limit) {
        var told = new ArrayList<HistoryEntry<Order>>();
        var next = below;
        do {
            var page = orders.history(id.value(), next, limit, scope);
            page.stream().filter(OrderPast::isTold).limit(limit - told.size()).forEach(told::add);
            next = page.isEmpty() ? 1 : page.getLast().fact().sequence();
        } while (told.size() < limit && next > 1);
        return told;
    }

    private static boolean isTold(HistoryEntry<Order> entry) {
        var type = entry.fact().type();
        var ofMoney = type.startsWith("payment.") || type.startsWith("refund.");
        return !ofMoney || SignedIn.caller().may("payments:read");
    }
}
