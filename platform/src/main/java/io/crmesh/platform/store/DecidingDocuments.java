package io.crmesh.platform.store;

import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.FactWriter.Step;
import io.crmesh.platform.store.Pending.OwedRow;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The live document of a deciding aggregate and the update to it. It counts twice: {@code seq} its own facts, {@code
 * applied} those of others.
 */
final class DecidingDocuments<S extends Record, E extends Event> {

    private final Store<S, E> store;
    private final Journal<S, E> journal;

    DecidingDocuments(Store<S, E> store, Journal<S, E> journal) {
        this.store = store;
        this.journal = journal;
    }

    BsonDocument first(String id, Fact fact, Step<S> step, List<OwedRow> rows) {
        var state = Objects.requireNonNull(step.state());
        var document = new BsonDocument("_id", new BsonString(id))
                .append("v", new BsonInt64(1))
                .append("seq", new BsonInt64(step.facts().size()))
                .append("applied", new BsonInt64(1))
                .append("key", new BsonString(fact.key()))
                .append("access", store.type().access().apply(state).toBson())
                .append("recordedAt", new BsonDateTime(step.recordedAt().toEpochMilli()))
                .append("recent", new BsonArray(List.of(new BsonString(fact.id()))))
                .append(
                        "pending",
                        new BsonDocument("slot", new BsonInt32(Slots.of(id)))
                                .append("since", now())
                                .append("facts", Pending.factsToBson(step.facts()))
                                .append("rows", Pending.rowsToBson(rows)));
        document.putAll(store.derived(state, id, fact.key()));
        return document;
    }

    BsonDocument next(Image image, Fact fact, Step<S> step, List<OwedRow> rows) {
        var sequence = image.sequence() + step.facts().size();
        var set = new BsonDocument("seq", new BsonInt64(sequence))
                .append("recordedAt", new BsonDateTime(step.recordedAt().toEpochMilli()))
                .append("pending.slot", new BsonInt32(Slots.of(image.id())));
        set.putAll(store.derived(Objects.requireNonNull(step.state()), image.id(), image.key()));
        var push = new BsonDocument("pending.facts", each(Pending.factsToBson(step.facts())))
                .append("pending.rows", each(Pending.rowsToBson(rows)))
                .append(
                        "recent",
                        each(new BsonArray(List.of(new BsonString(fact.id()))))
                                .append("$slice", new BsonInt32(-journal.window())));
        return new BsonDocument("$set", set)
                .append("$inc", new BsonDocument("v", one()).append("applied", one()))
                .append("$min", new BsonDocument("pending.since", now()))
                .append("$push", push);
    }

    private static BsonDocument each(BsonArray values) {
        return new BsonDocument("$each", values);
    }

    private static BsonValue one() {
        return new BsonInt64(1);
    }

    private BsonDateTime now() {
        return new BsonDateTime(store.databaseTime().toEpochMilli());
    }
}
