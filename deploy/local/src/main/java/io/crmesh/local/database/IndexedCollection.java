package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that looks up whatever the filter pins down and only then matches the rest. What it hands out is a copy:
 * a stored document is never changed in place, so nobody reads one that is half updated.
 */
final class IndexedCollection extends H2Collection {

    private final Journal journal;
    private boolean replaying;

    @SuppressWarnings("TooManyParameters")
    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> facts,
            CursorRegistry cursors,
            Journal journal) {
        this.journal = journal;
        super(database, name, options, documents, facts, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter, @Nullable Document order, int skip, int limit, int batch, @Nullable Document projection) {
        var positions = positions(Equalities.in(filter));
        if (positions.isEmpty()) {
            return super.queryDocuments(filter, order, skip, limit, batch, projection);
        }
        return matchDocuments(filter, positions.get(), order, skip, limit, batch, projection);
    }

    /** Where all documents are that can match, unless nothing in the filter is indexed. */
    private Optional<Set<Object>> positions(Equalities equalities) {
        var ids = equalities.of("_id");
        var primary = getIndexes().stream().filter(IndexedCollection::isPrimary).findFirst();
        if (!ids.isEmpty() && primary.isPresent()) {
            return Optional.of(byId(primary.get(), ids));
        }
        return getIndexes().stream()
                .filter(EqualityIndex.class::isInstance)
                .map(EqualityIndex.class::cast)
                .filter(index -> index.pinnedKeys(equalities) > 0)
                .max(Comparator.comparingInt(index -> index.pinnedKeys(equalities)))
                .map(index -> index.positions(equalities));
    }

    private static boolean isPrimary(Index<Object> index) {
        return index.getName().equals("_id_");
    }

    private static Set<Object> byId(Index<Object> primary, List<Object> ids) {
        var inOrder = new ArrayList<>(ids);
        inOrder.sort(ValueComparator.asc());
        var positions = new LinkedHashSet<Object>();
        for (var id : inOrder) {
            primary.getPositions(new Document("_id", id)).forEach(positions::add);
        }
        return positions;
    }

    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batch) {
        var copies = new ArrayList<Document>(matched.size());
        matched.forEach(document -> copies.add(document.cloneDeeply()));
        return super.createQueryResult(copies, batch);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        tell("put", document);
        return super.addDocumentInternal(document);
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        tell("put", after);
        super.handleUpdate(position, before, after);
    }

    @Override
    protected void removeDocument(Object position) {
        tell("remove", position);
        super.removeDocument(position);
    }

    private void tell(String what, Object document) {
        if (!replaying && !getCollectionName().startsWith("system.")) {
            journal.append(new Document("database", getDatabaseName())
                    .append("collection", getCollectionName())
                    .append(what, document instanceof Missing ? null : document));
        }
    }

    /** Puts or removes the document as the journal says, whether it is here or not. */
    synchronized void replay(Document change) {
        replaying = true;
        try {
            var id = change.get("put") instanceof Document after ? after.get("_id") : change.get("remove");
            handleQuery(new Document("_id", new Document("$eq", id))).forEach(this::removeDocument);
            if (change.get("put") instanceof Document after) {
                addDocument(after);
            }
        } finally {
            replaying = false;
        }
    }

    /** Nobody asks for the size of the data, and keeping count would cost every write another page. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
