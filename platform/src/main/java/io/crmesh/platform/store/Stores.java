package io.crmesh.platform.store;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.outbox.OutboxStore;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/** Registry of the stores of one service, at which each repository of aggregates opens its own. */
public final class Stores {

    private final MongoDatabase database;
    private final StoreParts parts;
    private final Map<String, Store<?, ?>> open;

    Stores(MongoDatabase database, StoreParts parts, Map<String, Store<?, ?>> open) {
        this.database = database;
        this.parts = parts;
        this.open = open;
    }

    public <S extends Record, E extends Event> Store<S, E> open(AggregateType<S, E> type) {
        var store = new Store<>(type, database, parts);
        if (open.putIfAbsent(type.collection(), store) != null) {
            throw new IllegalStateException(type.collection() + " is open already");
        }
        return store;
    }

    /** A sequence of numbers by which people name records; {@code prefix} and {@code start} make up the first one. */
    public NumberSequence numbers(String name, String prefix, long start, int block) {
        return new NumberSequence(
                database.getCollection("reservations", BsonDocument.class), name, prefix, start, block);
    }

    /** Sets whose rows all records about a customer belong to; no version changes. */
    public void setAccess(RecordOwner access) {
        for (var store : open.values()) {
            if (store.type().belongsToCustomers()) {
                store.setAccess(access);
            }
        }
    }

    public List<OutboxStore> outboxes() {
        return open.values().stream().<OutboxStore>map(Store::outbox).toList();
    }

    void prepareIndexes() {
        open.values().forEach(Store::prepareIndexes);
    }
}
