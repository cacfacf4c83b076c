package io.crmesh.order.purchase.web;

import io.crmesh.order.purchase.Order;
import io.crmesh.order.purchase.Orders;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Past;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.history.HistoryEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Read model: the history of an order as its reader may see it. Entries about payments and refunds need the permission
 * to read payments.
 */
record OrderHistoryView(Orders orders, String id, Past then, AccessScope scope) {

    /** Newest first, below a sequence (0: from the newest), up to the limit. */
    List<HistoryEntry<Order>> page(long below, int limit) {
        var visible = new ArrayList<HistoryEntry<Order>>();
        var next = below;
        do {
            var page = orders.history(id, next, limit, then, scope);
            page.stream()
                    .filter(OrderHistoryView::isVisible)
                    .limit(limit - visible.size())
                    .forEach(visible::add);
            next = page.isEmpty() ? 1 : page.getLast().event().sequence();
        } while (visible.size() < limit && next > 1);
        return visible;
    }

    private static boolean isVisible(HistoryEntry<Order> entry) {
        var type = entry.event().type();
        var aboutMoney = type.startsWith("payment.") || type.startsWith("refund.");
        return !aboutMoney || CallerAuthentication.caller().may("payments:read");
    }
}
