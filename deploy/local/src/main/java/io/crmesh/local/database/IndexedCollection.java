package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collections;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that looks up whatever the filter pins down and only then matches the rest. Every document it hands out
 * has just been decoded, so nobody reads one that another is changing.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Object> {

    private static final int SIZE_IS_NOT_KEPT = 0;

    private final MVMap<Object, byte[]> documents;
    private final Journal journal;
    private boolean replaying;

    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, byte[]> documents,
            CursorRegistry cursors,
            Journal journal) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.journal = journal;
    }

    // --- Looking ----------------------------------------------------------------------------------------------------

    @Override
    protected QueryResult queryDocuments(
            Document filter, @Nullable Document order, int skip, int limit, int batch, @Nullable Document projection) {
        var positions = positions(Equalities.in(filter));
        if (positions.isEmpty()) {
            return matchDocuments(filter, order, skip, limit, batch, projection);
        }
        return matchDocuments(filter, positions.get(), order, skip, limit, batch, projection);
    }

    /** Where all documents are that can match, unless nothing in the filter is indexed. */
    private Optional<Set<Object>> positions(Equalities equalities) {
        var ids = equalities.of("_id");
        if (!ids.isEmpty()) {
            for (var index : getIndexes()) {
                if (index instanceof PrimaryIndex primary) {
                    return Optional.of(primary.among(ids));
                }
            }
        }
        return getIndexes().stream()
                .filter(EqualityIndex.class::isInstance)
                .map(EqualityIndex.class::cast)
                .filter(index -> index.pinnedKeys(equalities) > 0)
                .max(Comparator.comparingInt(index -> index.pinnedKeys(equalities)))
                .map(index -> index.positions(equalities));
    }

    @Override
    protected QueryResult matchDocuments(
            Document filter, @Nullable Document order, int skip, int limit, int batch, @Nullable Document projection) {
        var all = streamAllDocumentsWithPosition();
        if (isNaturalDescending(order)) {
            all = all.sorted(Comparator.comparing(
                    DocumentWithPosition<Object>::getPosition, Collections.reverseOrder(IdType.INSTANCE)));
        }
        var found = all.map(DocumentWithPosition<Object>::getDocument);
        return matchDocumentsFromStream(found, filter, order, skip, limit, batch, projection);
    }

    @Override
    protected Document getDocument(Object position) {
        var bytes = documents.get(position);
        if (bytes == null) {
            throw new NoSuchElementException("No document at " + position);
        }
        return EncodedType.decode(bytes);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(entry -> new DocumentWithPosition<>(EncodedType.decode(entry.getValue()), entry.getKey()));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    // --- Changing ---------------------------------------------------------------------------------------------------

    @Override
    protected Object addDocumentInternal(Document document) {
        var position = isOfTheLibrary() ? UUID.randomUUID() : Missing.ofNullable(document.get("_id"));
        put(position, document);
        return position;
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        put(Missing.ofNullable(position), after);
    }

    private void put(Object position, Document document) {
        var bytes = EncodedType.encode(document);
        if (isToldOf()) {
            journal.put(getDatabaseName(), getCollectionName(), bytes);
        }
        var _ = documents.put(position, bytes);
    }

    @Override
    protected void removeDocument(Object position) {
        if (isToldOf()) {
            journal.remove(getDatabaseName(), getCollectionName(), position);
        }
        if (documents.remove(position) == null) {
            throw new NoSuchElementException("No document at " + position);
        }
    }

    private boolean isToldOf() {
        return !replaying && !isOfTheLibrary();
    }

    /** Its lists of collections and indexes have no ids, and change only when the store is committed at once. */
    private boolean isOfTheLibrary() {
        return getCollectionName().startsWith("system.");
    }

    /** Puts the document, or removes that of the id, as the journal says, whether it is here or not. */
    synchronized void replay(Object id, @Nullable Document put) {
        replaying = true;
        try {
            handleQuery(new Document("_id", new Document("$eq", id))).forEach(this::removeDocument);
            if (put != null) {
                addDocument(put);
            }
        } finally {
            replaying = false;
        }
    }

    // --- Nobody asks for the size of the data, and keeping count would cost every write another page ----------------

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int difference) {}

    @Override
    protected int getDataSize() {
        return SIZE_IS_NOT_KEPT;
    }
}
