package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/** One database in the file. Every index that is declared in it exists, in the file as well, and is used. */
final class IndexedDatabase extends H2Database {

    private final MVStore store;
    private final Journal journal;

    IndexedDatabase(String name, MVStore store, Journal journal, CursorRegistry cursors) {
        this.journal = journal;
        this.store = store; // First, since the library opens all collections before its constructor is done.
        super(name, store, cursors);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        return new IndexedCollection(this, collection, options, documents(collection), cursorRegistry, journal);
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

    /** The library knows no partial indexes. An entry only where a keyed field exists is what all of ours ask for. */
    @Override
    protected synchronized void addIndex(Document description) {
        if (description.containsKey("partialFilterExpression")) {
            description.put("sparse", true);
        }
        super.addIndex(description);
    }

    private DeclaredIndex openIndex(String collection, String name, List<IndexKey> keys, DeclaredIndex.Kind kind) {
        var isNew = !store.hasMap(mapName(collection, name));
        var types = new MVMap.Builder<String, Object>()
                .keyType(StringDataType.INSTANCE)
                .valueType(IdType.INSTANCE);
        return new DeclaredIndex(name, keys, kind, store.openMap(mapName(collection, name), types), isNew);
    }

    private String mapName(String collection, String index) {
        return getFullCollectionNamespace(collection) + "._index_" + index;
    }

    private static boolean isId(List<IndexKey> keys) {
        return keys.size() == 1 && keys.getFirst().getKey().equals("_id");
    }
}
