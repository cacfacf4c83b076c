package io.crmesh.platform.store;

import io.crmesh.platform.Command;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.Deciding.Decision;
import io.crmesh.platform.store.FactWriter.Base;
import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.Pending.OwedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.bson.BsonArray;
import org.jspecify.annotations.Nullable;

/** A deciding aggregate with facts that it has taken since it was read, before that is written. */
final class Draft<S extends Record, E extends Event> {

    private final Store<S, E> store;
    private final Journal<S, E> journal;
    private final @Nullable Image image;
    private final List<String> recent = new ArrayList<>();
    private final List<OwedFact> facts = new ArrayList<>();
    private final List<OwedRow> rows = new ArrayList<>();
    private @Nullable S state;
    private @Nullable Fact last;
    private long version;
    private long sequence;
    private long applied;
    private Instant recordedAt = Instant.EPOCH;

    /**
     * Begins with what is stored.
     *
     * @param image nothing if no fact was ever applied
     */
    Draft(Store<S, E> store, Journal<S, E> journal, @Nullable Image image) {
        this.store = store;
        this.journal = journal;
        this.image = image;
        if (image != null) {
            state = store.stateOf(image);
            version = image.version();
            sequence = image.sequence();
            applied = image.applied();
            recordedAt = Objects.requireNonNullElse(image.lastRecordedAt(), Instant.EPOCH);
            image.document()
                    .getArray("recent", new BsonArray())
                    .forEach(id -> recent.add(id.asString().getValue()));
        }
    }

    Outcome take(Fact fact, BiFunction<@Nullable S, Fact, Decision<S, E>> decide) {
        return switch (journal.standing(this, fact)) {
            case APPLIED -> Outcome.DUPLICATE;
            case TOO_EARLY -> Outcome.GAP;
            case NEXT -> {
                add(fact, decide.apply(state, fact));
                yield Outcome.APPLIED;
            }
        };
    }

    private void add(Fact fact, Decision<S, E> decision) {
        var id = store.type().prefix() + fact.key();
        var base = new Base<>(store.subject(id, fact.key()), version, sequence, decision.state(), recordedAt);
        var command = Command.of(fact.id(), Actor.system(store.type().name()), fact.mode())
                .because(fact.correlationId(), fact.id());
        var step = store.facts().fold(base, decision.events(), command, fact.key());
        version++;
        applied++;
        sequence += step.facts().size();
        recordedAt = step.recordedAt();
        state = step.state();
        last = fact;
        recent.add(fact.id());
        facts.addAll(step.facts());
        var owed = new ArrayList<OwedRow>();
        owed.add(journal.row(id, applied, fact, decision.verdict(), step.state()));
        for (var follower : decision.followers()) {
            owed.add(new OwedRow(applied, follower.collection(), follower.document()));
        }
        rows.addAll(store.rules().owed(owed));
    }

    /** Whose rows it belongs to now. */
    Access access() {
        return store.type().accessOf(state());
    }

    /** Whether it belongs to other rows than what is stored. */
    boolean changesHands() {
        return image != null && !isEmpty() && !access().equals(image.access());
    }

    boolean isEmpty() {
        return last == null;
    }

    @Nullable
    Image image() {
        return image;
    }

    S state() {
        return Objects.requireNonNull(state);
    }

    String key() {
        return Objects.requireNonNull(last).key();
    }

    long version() {
        return version;
    }

    long sequence() {
        return sequence;
    }

    long applied() {
        return applied;
    }

    Instant recordedAt() {
        return recordedAt;
    }

    /** The facts applied last, without a gap: those that the document remembers, and those taken since. */
    List<String> recent() {
        return recent;
    }

    /** Its own facts since it was read. */
    List<OwedFact> facts() {
        return facts;
    }

    /** What must follow from the facts taken since it was read. */
    List<OwedRow> rows() {
        return rows;
    }
}
