package io.crmesh.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collector of the events that a service sends in its tests. {@link #check} validates each against its contract, and requires
 * that each type of the service was sent: a type that is no longer sent is noticed here, not by its consumer.
 *
 * <p>Thread-safe: the tests of a run share it.
 */
public final class GoldenEvents {

    private final Contracts contracts;
    private final Owner owner;
    private final SortedSet<String> seen = new TreeSet<>();
    private final SortedSet<String> problems = new TreeSet<>();
    private final SortedMap<String, String> exceptions = new TreeMap<>();

    private GoldenEvents(Contracts contracts, Owner owner) {
        this.contracts = contracts;
        this.owner = owner;
    }

    public static GoldenEvents of(Owner owner) {
        return of(Contracts.load(), owner);
    }

    static GoldenEvents of(Contracts contracts, Owner owner) {
        return new GoldenEvents(contracts, owner);
    }

    /** An event that the service sent. */
    public synchronized void sent(String type, byte[] body) {
        seen.add(type);
        if (!owner.owns(type)) {
            problems.add(type + ": does not belong to " + owner.service());
        }
        problems.addAll(contracts.validateProduced(type, body));
    }

    /** Excepts a type that need not be sent, with the reason. */
    public synchronized void except(String type, String why) {
        exceptions.put(type, why);
    }

    /** Throws an {@link AssertionError} that lists all problems at once. */
    public synchronized void check() {
        var found = findings();
        if (!found.isEmpty()) {
            throw new AssertionError("The events of " + owner.service() + " are not as the contracts say:\n  "
                    + String.join("\n  ", found));
        }
    }

    private List<String> findings() {
        var found = new ArrayList<>(problems);
        var owned = contracts.types().stream().filter(owner::owns).toList();
        for (var type : owned) {
            if (!seen.contains(type) && !exceptions.containsKey(type)) {
                found.add(type + ": was never sent; send it in a test, or name it as an exception");
            }
        }
        exceptions.forEach((type, why) -> {
            if (seen.contains(type) || !owned.contains(type)) {
                found.add(type + ": is no exception any more, although its reason says: " + why);
            }
        });
        return found;
    }
}
