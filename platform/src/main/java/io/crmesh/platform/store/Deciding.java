package io.crmesh.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.FactWriter.Base;
import io.crmesh.platform.store.FactWriter.Step;
import io.crmesh.platform.store.Pending.OwedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonInt64;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates whose commands are the facts of others: one for each Kafka key. Applying a fact stores the new state, the
 * journal's entry and what must follow in one conditional write, so a decision is made once, on the state as it stands
 * with exactly that fact, and never again.
 */
public abstract class Deciding<S extends Record, E extends Event> implements FactSource, Backlog.Source {

    private final Store<S, E> store;
    private final Journal<S, E> journal;
    private final DecidingDocuments<S, E> documents;
    private final StoreRules rules;

    protected Deciding(Stores stores, AggregateType<S, E> type) {
        this.store = stores.open(type);
        this.journal = new Journal<>(store);
        this.documents = new DecidingDocuments<>(store, journal);
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
        while (true) {
            var image = store.load(idOf(fact.key()));
            switch (journal.standing(image, fact)) {
                case APPLIED -> {
                    return Outcome.DUPLICATE;
                }
                case TOO_EARLY -> {
                    return Outcome.GAP;
                }
                case NEXT -> {
                    if (image == null ? begin(fact, decide) : advance(image, fact, decide)) {
                        return Outcome.APPLIED;
                    }
                    // beaten by another writer, or the answer was lost: look again
                }
            }
        }
    }

    private boolean begin(Fact fact, Function<@Nullable S, Decision<S, E>> decide) {
        var id = idOf(fact.key());
        var decision = decide.apply(null);
        var base = new Base<>(store.subject(id, fact.key()), 0, 0, decision.state(), Instant.EPOCH);
        var step = step(base, decision, fact);
        var rows = rows(id, 1, fact, decision, step);
        var document = documents.first(id, fact, step, rules.owed(rows));
        try {
            var _ = store.live().insertOne(document);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
        rules.reached(StoreRules.Step.SAVED);
        store.owe(Image.of(document));
        return true;
    }

    private boolean advance(Image image, Fact fact, Function<@Nullable S, Decision<S, E>> decide) {
        var decision = decide.apply(store.stateOf(image));
        var lastRecordedAt = Objects.requireNonNullElse(image.lastRecordedAt(), Instant.EPOCH);
        var base = new Base<>(
                store.subject(image.id(), image.key()),
                image.version(),
                image.sequence(),
                decision.state(),
                lastRecordedAt);
        var step = step(base, decision, fact);
        var rows = rules.owed(rows(image.id(), image.applied() + 1, fact, decision, step));
        var update = documents.next(image, fact, step, rows);
        var at = Store.byId(image.id()).append("v", new BsonInt64(image.version()));
        if (store.live().updateOne(at, update).getMatchedCount() == 0) {
            return false;
        }
        rules.reached(StoreRules.Step.SAVED);
        store.owe(image.after(image.version() + 1, image.applied() + 1, step.facts(), rows));
        return true;
    }

    private Step<S> step(Base<S> base, Decision<S, E> decision, Fact fact) {
        var command = Command.of(fact.id(), Actor.system(store.type().name()), fact.mode())
                .because(fact.correlationId(), fact.id());
        return store.facts().fold(base, decision.events(), command, fact.key());
    }

    private List<OwedRow> rows(String id, long number, Fact fact, Decision<S, E> decision, Step<S> step) {
        var rows = new ArrayList<OwedRow>();
        rows.add(journal.row(id, number, fact, decision.verdict(), step.state()));
        for (var follower : decision.followers()) {
            rows.add(new OwedRow(number, follower.collection(), follower.document()));
        }
        return rows;
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
