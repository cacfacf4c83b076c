package io.crmesh.customer.registry.profile;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

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

    /** The stage at which a customer begins who is at this one when they become known. */
    public Stage beginning() {
        return switch (this) {
            case LEAD, QUALIFIED, CUSTOMER -> this;
            case DORMANT, LOST -> CUSTOMER;
            case DISQUALIFIED -> LEAD;
        };
    }

    /** The shortest way to another stage, that one last; none if it is this one, or nothing leads there. */
    public List<Stage> wayTo(Stage other) {
        var ways = new ArrayDeque<List<Stage>>();
        var seen = EnumSet.of(this);
        ways.add(List.of());
        while (!ways.isEmpty()) {
            var way = ways.remove();
            var reached = way.isEmpty() ? this : way.getLast();
            if (reached == other) {
                return way;
            }
            for (var next : new TreeSet<>(reached.next())) {
                if (seen.add(next)) {
                    ways.add(Stream.concat(way.stream(), Stream.of(next)).toList());
                }
            }
        }
        return List.of();
    }
}
