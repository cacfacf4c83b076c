package io.crmesh.customer.registry;

import java.util.Set;

/**
 * Where a customer stands in the life cycle. A lead is not another record: it is a customer at the first stage, so
 * nothing is lost when it becomes more.
 */
public enum Stage {
    LEAD,
    QUALIFIED,
    CUSTOMER,
    DORMANT,
    LOST,
    DISQUALIFIED;

    /** The stages that may follow this one. */
    Set<Stage> next() {
        return switch (this) {
            case LEAD -> Set.of(QUALIFIED, DISQUALIFIED);
            case QUALIFIED -> Set.of(CUSTOMER, DISQUALIFIED);
            case CUSTOMER -> Set.of(DORMANT);
            case DORMANT -> Set.of(LOST, CUSTOMER);
            case LOST -> Set.of(CUSTOMER);
            case DISQUALIFIED -> Set.of(LEAD);
        };
    }

    /** Whether somebody can become known at this stage; the others are come to by what happened before. */
    boolean first() {
        return switch (this) {
            case LEAD, QUALIFIED, CUSTOMER -> true;
            case DORMANT, LOST, DISQUALIFIED -> false;
        };
    }
}
