package io.crmesh.customer.registry.profile;

import java.util.Set;

/**
 * Stage of a customer in the life cycle. A lead is not another record: it is a customer at the first stage, so nothing
 * is lost when it is qualified.
 */
public enum Stage {
    LEAD,
    QUALIFIED,
    CUSTOMER,
    DORMANT,
    LOST,
    DISQUALIFIED;

    /** The stages that may follow this one. */
    public Set<Stage> next() {
        return switch (this) {
            case LEAD -> Set.of(QUALIFIED, DISQUALIFIED);
            case QUALIFIED -> Set.of(CUSTOMER, DISQUALIFIED);
            case CUSTOMER -> Set.of(DORMANT);
            case DORMANT -> Set.of(LOST, CUSTOMER);
            case LOST -> Set.of(CUSTOMER);
            case DISQUALIFIED -> Set.of(LEAD);
        };
    }

    /** Whether a customer can be registered at this stage; the others only follow from an earlier stage. */
    public boolean isFirst() {
        return switch (this) {
            case LEAD, QUALIFIED, CUSTOMER -> true;
            case DORMANT, LOST, DISQUALIFIED -> false;
        };
    }
}
