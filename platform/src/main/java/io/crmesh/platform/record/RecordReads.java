package io.crmesh.platform.record;

import io.crmesh.platform.history.Histories;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.list.ListContext;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.RecordList;
import io.crmesh.platform.ownership.CustomerReferences;

/** What controllers of records need to read them: lists over the service's keys, and histories. */
public final class RecordReads {

    private final Keys keys;
    private final CustomerReferences customers;
    private final Histories histories;

    RecordReads(Keys keys, CustomerReferences customers, Histories histories) {
        this.keys = keys;
        this.customers = customers;
        this.histories = histories;
    }

    /** What a described list can be asked in this service. */
    public Listing listing(RecordList<?> list) {
        var purpose = list.name() + "-list";
        return list.listing(new ListContext(text -> keys.signature(purpose, text), customers::all, keys::token));
    }

    Histories histories() {
        return histories;
    }
}
