package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** Primary index: the documents are stored by their ids, so they are this index themselves. */
public final class PrimaryIndex extends Index<Object> {

    private final MVMap<Object, byte[]> documents;

    public PrimaryIndex(String name, List<IndexKey> keys, MVMap<Object, byte[]> documents) {
        super(name, keys, false);
        this.documents = documents;
    }

    /** Those of the ids that are there, in the order of ids. */
    Set<Object> among(List<Object> ids) {
        var inOrder = new ArrayList<>(ids);
        inOrder.sort(IdType.INSTANCE);
        var there = new LinkedHashSet<Object>();
        for (var id : inOrder) {
            if (documents.containsKey(id)) {
                there.add(id);
            }
        }
        return there;
    }

    /** All documents, or those that the filter's range of ids leaves, in the order of ids. */
    Cursor<Object, byte[]> walk(Document filter, boolean descending) {
        var range = FieldRange.of(filter, "_id");
        return descending
                ? documents.cursor(range.last(), range.first(), true)
                : documents.cursor(range.first(), range.last(), false);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        if (documents.containsKey(getPosition(document))) {
            var id = getKeyValues(document).iterator().next();
            throw new DuplicateKeyError(this, collection, getKeys(), id);
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {}

    @Override
    public Object remove(Document document) {
        return getPosition(document);
    }

    /** The library lets no update change an id. */
    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {}

    @Override
    public Object getPosition(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public boolean canHandle(Document filter) {
        return !EqualityBounds.in(filter).of("_id").isEmpty();
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return among(EqualityBounds.in(filter).of("_id"));
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    /** Never to be filled. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {}
}
