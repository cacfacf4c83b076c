package io.crmesh.order.purchase;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.customer;
import static io.crmesh.platform.list.ListField.number;
import static io.crmesh.platform.list.ListField.text;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.platform.list.RecordList;

/** The list of orders, one line per field. */
public final class OrderList {

    public static final RecordList<OrderView> LIST = RecordList.of(
            "orders",
            "-placedAt",
            text("orderNumber", OrderView::orderNumber)
                    .at("state.number")
                    .identifies()
                    .sorts()
                    .fixed(),
            text("id", OrderView::id),
            customer("customer", OrderView::customerId).shownAs("customerId").filters(),
            code("state", Stage.State.class, (OrderView order) -> order.stage().state())
                    .at("find.state")
                    .filters(),
            time("placedAt", OrderView::placedAt).filters().sorts().fixed(),
            number("total", (OrderView order) -> order.priced().totals().amount())
                    .at("find.total")
                    .filters()
                    .sorts()
                    .fixed()
                    .comparesWithin("currency"),
            text("currency", (OrderView order) -> order.priced().totals().currency())
                    .at("state.totals.currency")
                    .filtersCoarsely()
                    .fixed(),
            text("open", (OrderView order) -> order.ledger().open().amount()).needs("payments:read"),
            text("terms", order -> order.sale().terms()),
            text("channel", order -> order.sale().channel()),
            text("paymentMethod", order -> order.sale().paymentMethod()),
            text("campaignId", order -> order.sale().campaignId()),
            text("lines", order -> order.priced().lines().size()));

    private OrderList() {}
}
