package io.crmesh.platform.store;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.fact.Event;
import java.util.Collection;
import java.util.Map;

/** The stores of one service; {@link Aggregates} open theirs here. */
public final class Stores {

    private final MongoDatabase database;
    private final Parts parts;
    private final Map<String, Store<?, ?>> open;

    Stores(MongoDatabase database, Parts parts, Map<String, Store<?, ?>> open) {
        this.database = database;
        this.parts = parts;
        this.open = open;
    }

    <S extends Record, E extends Event> Store<S, E> open(AggregateType<S, E> type) {
        var store = new Store<>(type, database, parts);
        if (open.putIfAbsent(type.collection(), store) != null) {
            throw new IllegalStateException(type.collection() + " is open already");
        }
        return store;
    }

    /** Sets whose rows all records about a customer belong to; no version changes. */
    public void setAccess(Access access) {
        for (var store : open.values()) {
            if (store.type().access() != null) {
                store.setAccess(access);
            }
        }
    }

    Collection<Store<?, ?>> all() {
        return open.values();
    }

    void prepareIndexes() {
        open.values().forEach(Store::prepareIndexes);
    }
}
