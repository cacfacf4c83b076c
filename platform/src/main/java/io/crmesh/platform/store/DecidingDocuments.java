package io.crmesh.platform.store;

import io.crmesh.platform.fact.Event;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * The live document of a deciding aggregate and the update to it. It counts twice: {@code seq} its own facts, {@code
 * applied} those of others.
 */
final class DecidingDocuments<S extends Record, E extends Event> {

    private final Store<S, E> store;

    DecidingDocuments(Store<S, E> store) {
        this.store = store;
    }

    BsonDocument first(Draft<S, E> draft) {
        var id = store.type().prefix() + draft.key();
        var document = new BsonDocument("_id", new BsonString(id))
                .append("v", new BsonInt64(draft.version()))
                .append("seq", new BsonInt64(draft.sequence()))
                .append("applied", new BsonInt64(draft.applied()))
                .append("key", new BsonString(draft.key()))
                .append("access", draft.access().toBson())
                .append("recordedAt", new BsonDateTime(draft.recordedAt().toEpochMilli()))
                .append("recent", texts(last(draft.recent(), Journal.WINDOW)))
                .append(
                        "pending",
                        new BsonDocument("slot", new BsonInt32(Slots.of(id)))
                                .append("since", now())
                                .append("facts", Pending.factsToBson(draft.facts()))
                                .append("rows", Pending.rowsToBson(draft.rows())));
        document.putAll(store.derived(draft.state(), id, draft.key()));
        return document;
    }

    BsonDocument next(Image image, Draft<S, E> draft) {
        var set = new BsonDocument("seq", new BsonInt64(draft.sequence()))
                .append("recordedAt", new BsonDateTime(draft.recordedAt().toEpochMilli()))
                .append("pending.slot", new BsonInt32(Slots.of(image.id())));
        set.putAll(store.derived(draft.state(), image.id(), image.key()));
        if (draft.changesHands()) {
            set.append("access", draft.access().toBson());
        }
        var taken = draft.applied() - image.applied();
        var push = new BsonDocument("pending.facts", each(Pending.factsToBson(draft.facts())))
                .append("pending.rows", each(Pending.rowsToBson(draft.rows())))
                .append(
                        "recent",
                        each(texts(last(draft.recent(), taken))).append("$slice", new BsonInt32(-Journal.WINDOW)));
        return new BsonDocument("$set", set)
                .append(
                        "$inc",
                        new BsonDocument("v", new BsonInt64(draft.version() - image.version()))
                                .append("applied", new BsonInt64(taken)))
                .append("$min", new BsonDocument("pending.since", now()))
                .append("$push", push);
    }

    private static List<String> last(List<String> ids, long few) {
        return ids.subList((int) Math.max(0, ids.size() - few), ids.size());
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
