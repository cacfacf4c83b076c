package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A consumer that keeps the rule for deciding consumers: n only after n−1, and never twice. */
class Ledger implements FactConsumer {

    private final String group;
    private final Set<String> topics;
    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Consumer<Fact> before = _ -> {};

    Ledger(String group, String topic) {
        this.group = group;
        this.topics = Set.of(topic);
    }

    /** What happens before a fact is applied; may throw. */
    void before(Consumer<Fact> hook) {
        before = hook;
    }

    /** Ids of the facts that took effect, in their order. */
    List<String> applied() {
        return List.copyOf(applied);
    }

    /** Ids of all facts that were tried. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public Outcome apply(Fact fact) {
        seen.add(fact.id());
        before.accept(fact);
        return taken(fact);
    }

    /** All or none: as if it were one write. */
    @Override
    public List<Outcome> applyAll(List<Fact> facts, InTrace within) {
        for (var fact : facts) {
            seen.add(fact.id());
            before.accept(fact);
        }
        return facts.stream().map(fact -> within.of(fact, () -> taken(fact))).toList();
    }

    private Outcome taken(Fact fact) {
        synchronized (this) {
            var done = last.getOrDefault(fact.stream(), 0L);
            if (fact.sequence() <= done) {
                return Outcome.DUPLICATE;
            }
            if (fact.sequence() > done + 1) {
                return Outcome.GAP;
            }
            last.put(fact.stream(), fact.sequence());
            applied.add(fact.id());
            return Outcome.APPLIED;
        }
    }
}
