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
import org.h2.mvstore.type.DataType;
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
        var name = getFullCollectionNamespace(collection);
        var types =
                new MVMap.Builder<Object, Document>().keyType(IdType.POSITION).valueType(DocumentType.INSTANCE);
        var documents = store.openMap("databases." + name, types);
        MVMap<String, Object> facts = store.openMap("meta." + name);
        return new IndexedCollection(this, collection, options, documents, facts, cursorRegistry, journal);
    }

    /** Does once more what the journal says; a collection that the store does not have yet is made as at first. */
    void replay(Document change) {
        if (resolveOrCreateCollection(String.valueOf(change.get("collection"))) instanceof IndexedCollection one) {
            one.replay(change);
        }
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (isId(keys)) {
            var _ = openIndexMap(collection, name, IdType.KEY); // The library then gets this one.
            return super.openOrCreateUniqueIndex(collection, name, keys, sparse);
        }
        return openIndex(
                collection, name, keys, sparse ? EqualityIndex.Kind.UNIQUE_IF_PRESENT : EqualityIndex.Kind.UNIQUE);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return openIndex(collection, name, keys, EqualityIndex.Kind.PLAIN);
    }

    /** The library knows no partial indexes. An entry only where a keyed field exists is what all of ours ask for. */
    @Override
    protected synchronized void addIndex(Document description) {
        if (description.containsKey("partialFilterExpression")) {
            description.put("sparse", true);
        }
        super.addIndex(description);
    }

    private EqualityIndex openIndex(String collection, String name, List<IndexKey> keys, EqualityIndex.Kind kind) {
        var isNew = !store.hasMap(mapName(collection, name));
        return new EqualityIndex(name, keys, kind, openIndexMap(collection, name, StringDataType.INSTANCE), isNew);
    }

    private <K> MVMap<K, Object> openIndexMap(String collection, String name, DataType<K> keyType) {
        var types = new MVMap.Builder<K, Object>().keyType(keyType).valueType(IdType.POSITION);
        return store.openMap(mapName(collection, name), types);
    }

    private String mapName(String collection, String index) {
        return getFullCollectionNamespace(collection) + "._index_" + index;
    }

    private static boolean isId(List<IndexKey> keys) {
        return keys.size() == 1 && keys.getFirst().getKey().equals("_id");
    }
}
