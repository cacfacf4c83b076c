package io.crmesh.marketing.delivery;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.customer;
import static io.crmesh.platform.list.ListField.filter;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.marketing.delivery.Stage.Name;
import io.crmesh.platform.list.RecordList;

/** The list of deliveries, one line per field. It has no export. */
final class DeliveryList {

    static final String AUTOMATION = "find.automation";
    static final String STATE = "find.stage";

    /** People look for the few deliveries that are UNKNOWN or FAILED among all that were sent. */
    static final RecordList<Delivery> LIST = RecordList.of(
            "deliveries",
            "-queuedAt",
            filter("automation", AUTOMATION),
            customer("customer", (Delivery delivery) -> delivery.request().customer())
                    .filters(),
            code("state", Name.class, (Delivery delivery) -> delivery.stage().stageName())
                    .at(STATE)
                    .filtersSelectively(),
            time("queuedAt", Delivery::queuedAt).sorts());

    private DeliveryList() {}
}
