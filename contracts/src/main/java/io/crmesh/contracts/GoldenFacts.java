package io.crmesh.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All facts that a service's tests saw it send. {@link #check} holds each to its contract, and the service to its whole
 * catalogue: a type that nothing sends any more is noticed here, not by the consumer who waits for it.
 *
 * <p>Collects from any thread; safe to share between the tests of a run.
 */
public final class GoldenFacts {

    private final Contracts contracts;
    private final Owner owner;
    private final SortedSet<String> seen = new TreeSet<>();
    private final SortedSet<String> problems = new TreeSet<>();
    private final SortedMap<String, String> exceptions = new TreeMap<>();

    private GoldenFacts(Contracts contracts, Owner owner) {
        this.contracts = contracts;
        this.owner = owner;
    }

    public static GoldenFacts of(Owner owner) {
        return of(Contracts.load(), owner);
    }

    static GoldenFacts of(Contracts contracts, Owner owner) {
        return new GoldenFacts(contracts, owner);
    }

    /** A fact that the service sent. */
    public synchronized void sent(String type, byte[] body) {
        seen.add(type);
        if (!owner.owns(type)) {
            problems.add(type + ": does not belong to " + owner.service());
        }
        problems.addAll(contracts.validateProduced(type, body));
    }

    /** A type that need not be among them, and why not. */
    public synchronized void except(String type, String why) {
        exceptions.put(type, why);
    }

    /** Throws an {@link AssertionError} that lists everything that is wrong at once. */
    public synchronized void check() {
        var found = findings();
        if (!found.isEmpty()) {
            throw new AssertionError("The facts of " + owner.service() + " are not as the contracts say:\n  "
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
                found.add(type + ": is no exception (any more), though it says: " + why);
            }
        });
        return found;
    }
}
