package io.crmesh.platform.deciding;

import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.PendingEvents;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.lease.Slots;
import io.crmesh.platform.store.Store;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Mapper of an event-driven aggregate to its live document and to updates of it. The document has two counters:
 * {@code seq} for its own events, {@code applied} for those of others.
 */
final class DecidingDocuments<S extends Record, E extends Event> {

    /** The last applied sequence of the aggregate whose id is the key: what others' events rest on. */
    static final String KEY_SEQUENCE = "keySeq";

    private final Store<S, E> store;

    DecidingDocuments(Store<S, E> store) {
        this.store = store;
    }

    BsonDocument first(PendingDecision<S, E> decision) {
        var id = store.type().prefix() + decision.key();
        var document = new BsonDocument("_id", new BsonString(id))
                .append("v", new BsonInt64(decision.version()))
                .append("seq", new BsonInt64(decision.sequence()))
                .append("applied", new BsonInt64(decision.applied()))
                .append(KEY_SEQUENCE, new BsonInt64(decision.keySequence()))
                .append("key", new BsonString(decision.key()))
                .append("access", decision.owner().toBson())
                .append("recent", texts(last(decision.recent(), Journal.WINDOW)))
                .append(
                        "pending",
                        new BsonDocument("slot", new BsonInt32(Slots.of(id)))
                                .append("since", now())
                                .append("events", PendingEvents.eventsToBson(decision.events()))
                                .append("rows", PendingEvents.rowsToBson(decision.rows())));
        document.putAll(decision.times().toBson());
        document.putAll(store.derived(decision.state(), id, decision.key()));
        return document;
    }

    BsonDocument next(DocumentSnapshot snapshot, PendingDecision<S, E> decision) {
        var set = new BsonDocument("seq", new BsonInt64(decision.sequence()))
                .append(KEY_SEQUENCE, new BsonInt64(decision.keySequence()))
                .append("pending.slot", new BsonInt32(Slots.of(snapshot.id())));
        set.putAll(decision.times().toBson());
        set.putAll(store.derived(decision.state(), snapshot.id(), snapshot.key()));
        if (decision.changesOwner()) {
            set.append("access", decision.owner().toBson());
        }
        var applied = decision.applied() - snapshot.applied();
        var push = new BsonDocument("pending.events", each(PendingEvents.eventsToBson(decision.events())))
                .append("pending.rows", each(PendingEvents.rowsToBson(decision.rows())))
                .append(
                        "recent",
                        each(texts(last(decision.recent(), applied))).append("$slice", new BsonInt32(-Journal.WINDOW)));
        return new BsonDocument("$set", set)
                .append(
                        "$inc",
                        new BsonDocument("v", new BsonInt64(decision.version() - snapshot.version()))
                                .append("applied", new BsonInt64(applied)))
                .append("$min", new BsonDocument("pending.since", now()))
                .append("$push", push);
    }

    private static List<String> last(List<String> ids, long count) {
        return ids.subList((int) Math.max(0, ids.size() - count), ids.size());
    }

    private static BsonArray texts(List<String> ids) {
        return new BsonArray(ids.stream().map(BsonString::new).toList());
    }

    private static BsonDocument each(BsonArray values) {
        return new BsonDocument("$each", values);
    }

    private BsonDateTime now() {
        return new BsonDateTime(store.databaseTime().toEpochMilli());
    }
}
