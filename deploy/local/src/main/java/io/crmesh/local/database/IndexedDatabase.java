package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import io.crmesh.local.database.index.DeclaredIndex;
import io.crmesh.local.database.index.EncodedType;
import io.crmesh.local.database.index.IdType;
import io.crmesh.local.database.index.PrimaryIndex;
import io.crmesh.local.database.store.Journal;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** One database in the file, with its collections. Every index that is declared is kept in the file, and used. */
final class IndexedDatabase extends H2Database {

    private final MVStore store;
    private final Journal journal;
    private final UnservedQueries unserved;
    private @Nullable Document added;

    IndexedDatabase(String name, MVStore store, Journal journal, UnservedQueries unserved, CursorRegistry cursors) {
        this.journal = journal;
        this.unserved = unserved;
        this.store = store; // First, since the library opens all collections before its constructor is done.
        super(name, store, cursors);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        return new IndexedCollection(
                this, collection, options, documents(collection), cursorRegistry, journal, unserved);
    }

    private MVMap<Object, byte[]> documents(String collection) {
        var types = new MVMap.Builder<Object, byte[]>().keyType(IdType.INSTANCE).valueType(EncodedType.INSTANCE);
        return store.openMap("databases." + getFullCollectionNamespace(collection), types);
    }

    /** Does once more what the journal says; a collection that the store does not have yet is made as at first. */
    void replay(Journal.Change change) {
        if (resolveOrCreateCollection(change.collection()) instanceof IndexedCollection one) {
            one.replay(change.id(), change.put());
        }
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (isId(keys)) {
            return new PrimaryIndex(name, keys, documents(collection));
        }
        return openIndex(collection, name, keys, DeclaredIndex.Kind.of(true, sparse));
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return openIndex(collection, name, keys, DeclaredIndex.Kind.of(false, sparse));
    }

    /** The library does not know partial indexes. In older files, too, they are described as sparse. */
    @Override
    protected synchronized void addIndex(Document description) {
        if (description.containsKey("partialFilterExpression")) {
            description.put("sparse", true);
        }
        var outer = added; // The first index of a collection makes the collection, and so the index of its ids.
        added = description;
        try {
            super.addIndex(description);
        } finally {
            added = outer;
        }
    }

    /** That of the index being added, or of one that was in the file already. */
    private Document partialFilter(String collection, String name) {
        var description = added != null
                ? Optional.of(added)
                : documents("system.indexes").values().stream()
                        .map(EncodedType::decode)
                        .filter(each -> name.equals(each.get("name"))
                                && getFullCollectionNamespace(collection).equals(each.get("ns")))
                        .findFirst();
        return description
                .map(each -> each.get("partialFilterExpression"))
                .map(Document.class::cast)
                .orElseGet(Document::new);
    }

    private DeclaredIndex openIndex(String collection, String name, List<IndexKey> keys, DeclaredIndex.Kind kind) {
        var partialFilter = partialFilter(collection, name);
        var place = DeclaredIndex.Place.in(store, mapName(collection, name));
        return new DeclaredIndex(name, keys, kind, partialFilter, place);
    }

    private String mapName(String collection, String index) {
        return getFullCollectionNamespace(collection) + "._index_" + index;
    }

    private static boolean isId(List<IndexKey> keys) {
        return keys.size() == 1 && keys.getFirst().getKey().equals("_id");
    }
}
