package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bson.BsonInt64;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates whose commands are the facts of others: one for each Kafka key. Applying a fact stores the new state, the
 * journal's entry and what must follow in one conditional write, so a decision is made once, on the state as it stands
 * with exactly that fact, and never again.
 */
public abstract class Deciding<S extends Record, E extends Event> implements FactSource, Backlog.Source {

    private static final Bson ACCESS = Projections.include("access");

    private final Store<S, E> store;
    private final Journal<S, E> journal;
    private final DecidingDocuments<S, E> documents;
    private final StoreRules rules;

    protected Deciding(Stores stores, AggregateType<S, E> type) {
        this.store = stores.open(type);
        this.journal = new Journal<>(store);
        this.documents = new DecidingDocuments<>(store);
        this.rules = store.rules();
        store.alsoPrepare(journal::prepareIndexes);
    }

    /**
     * What a fact leads to.
     *
     * @param state with the fact applied
     * @param events of the aggregate's own that follow
     * @param verdict what was judged and why; kept in the journal as it is
     * @param followers documents that must come to be because of it
     */
    public record Decision<S, E>(
            S state, List<E> events, @Nullable Record verdict, List<Follower> followers) {}

    /** The aggregate that takes the facts of a Kafka key. */
    public final String idOf(String key) {
        return store.type().prefix() + key;
    }

    /**
     * Applies a fact, unless it was applied before or the one before it is missing.
     *
     * @param decide given the state so far (none at the first fact), may be asked again on a newer one; decides only
     */
    protected final Outcome apply(Fact fact, Function<@Nullable S, Decision<S, E>> decide) {
        return apply(List.of(fact), InTrace.HERE, (state, _) -> decide.apply(state))
                .getFirst();
    }

    /**
     * Applies facts of one key, each decided on the state that the one before it left, in one write. What comes of it is
     * the same as if each had come alone.
     *
     * @param facts in the order in which they came
     * @return one outcome for each
     */
    protected final List<Outcome> apply(
            List<Fact> facts, InTrace within, BiFunction<@Nullable S, Fact, Decision<S, E>> decide) {
        while (true) {
            var draft =
                    new Draft<>(store, journal, store.load(idOf(facts.getFirst().key())));
            var outcomes = new ArrayList<Outcome>(facts.size());
            for (var fact : facts) {
                outcomes.add(within.of(fact, () -> draft.take(fact, decide)));
            }
            if (draft.isEmpty()) {
                oweAgain(draft.image());
            } else if (!isWritten(draft)) {
                continue; // beaten by another writer, or the answer was lost: look again
            }
            if (draft.changesHands() || outcomes.contains(Outcome.DUPLICATE)) {
                handedOver(facts.getFirst().key());
            }
            return outcomes;
        }
    }

    /**
     * Called after the aggregate of a key went over to other rows, to have what belongs to it follow; also after a fact
     * that was applied before, for what came then may have been cut off before this.
     */
    protected void handedOver(String key) {}

    /** Whose rows the aggregates of these keys belong to, as far as there are any; one read. */
    protected final List<Access> accesses(Collection<String> keys) {
        return store.live()
                .find(in("_id", keys.stream().map(this::idOf).toList()))
                .projection(ACCESS)
                .map(document -> Access.of(document.getDocument("access")))
                .into(new ArrayList<>());
    }

    /** What was written without our hearing of it may wait for nobody but the sweeper. */
    private void oweAgain(@Nullable Image image) {
        if (image != null) {
            store.owe(image);
        }
    }

    private boolean isWritten(Draft<S, E> draft) {
        var image = draft.image();
        return image == null ? isBegun(draft) : isAdvanced(image, draft);
    }

    private boolean isBegun(Draft<S, E> draft) {
        var document = documents.first(draft);
        if (store.insert(document) != GroupCommit.Outcome.WRITTEN) {
            return false; // there already, or the answer does not say: look again
        }
        rules.reached(StoreRules.Step.SAVED);
        store.owe(Image.of(document));
        return true;
    }

    private boolean isAdvanced(Image image, Draft<S, E> draft) {
        var at = Store.byId(image.id()).append("v", new BsonInt64(image.version()));
        if (!rules.isWritten(store, at, documents.next(image, draft))) {
            return false;
        }
        rules.reached(StoreRules.Step.SAVED);
        store.owe(image.after(draft.version(), draft.applied(), draft.facts(), draft.rows()));
        return true;
    }

    /** The aggregate of a Kafka key as it is now. */
    public final Optional<Versioned<S>> find(String key, Scope scope) {
        var document = store.live().find(store.byId(idOf(key), scope)).first();
        return Optional.ofNullable(document).map(Image::of).map(store::versioned);
    }

    /** What was applied to the aggregate of a Kafka key, in that order, above a number, at most so many. */
    public final List<JournalEntry> journal(String key, long above, int limit) {
        return journal.entries(idOf(key), above, limit);
    }

    @Override
    public final boolean owns(String subject) {
        return subject.startsWith(store.type().prefix());
    }

    @Override
    public final List<Fact> factsAfter(String subject, long sequence, int limit) {
        return new History<>(store).factsAfter(subject, sequence, limit);
    }

    @Override
    public final Backlog backlog() {
        return store.backlog();
    }
}
