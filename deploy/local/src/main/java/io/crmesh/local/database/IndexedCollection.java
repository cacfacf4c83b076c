package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import io.crmesh.local.database.index.DeclaredIndex;
import io.crmesh.local.database.index.EncodedType;
import io.crmesh.local.database.index.IndexPattern;
import io.crmesh.local.database.index.QueryPlan;
import io.crmesh.local.database.index.TopN;
import io.crmesh.local.database.store.Journal;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Collection that looks documents up by the indexed fields of a filter and only then matches the rest. Every document it
 * hands out has just been decoded, so no reader sees one that a writer is changing.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Object> {

    /** The command that this thread is at. */
    static final ScopedValue<Command> COMMAND = ScopedValue.newInstance();

    /** How the aggregation begins that this thread is at. */
    static final ScopedValue<FirstStages> FIRST_STAGES = ScopedValue.newInstance();

    /** A command, and whether the index policy exempts its queries. */
    record Command(String name, boolean isExempt) {

        static final Command UNKNOWN = new Command("?", false);
    }

    /** Either is empty if an aggregation does not begin with it. */
    record FirstStages(Document filter, Document sort) {

        static final FirstStages NONE = new FirstStages(new Document(), new Document());
    }

    private final MVMap<Object, byte[]> documents;
    private final Journal journal;
    private final UnservedQueries unserved;
    private boolean replaying;

    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, byte[]> documents,
            CursorRegistry cursors,
            Journal journal,
            UnservedQueries unserved) {
        super(database, name, options, cursors);
        this.unserved = unserved;
        this.documents = documents;
        this.journal = journal;
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter, @Nullable Document order, int skip, int limit, int batch, @Nullable Document projection) {
        check(filter, order == null ? new Document() : order);
        var plan = QueryPlan.of(filter, order, getIndexes(), documents);
        return matchDocumentsFromStream(
                plan.found().map(EncodedType::decode),
                filter,
                plan.isInOrder() ? null : order,
                skip,
                limit,
                batch,
                projection);
    }

    @Override
    protected QueryResult matchDocuments(
            Document filter, @Nullable Document order, int skip, int limit, int batch, @Nullable Document projection) {
        return queryDocuments(filter, order, skip, limit, batch, projection);
    }

    /** What has to be sorted for one page is sorted on the way: never more than the page is in memory. */
    @Override
    protected QueryResult matchDocumentsFromStream(
            Document filter,
            Stream<Document> from,
            int skip,
            int limit,
            int batch,
            @Nullable Comparator<Document> order,
            @Nullable Document projection) {
        var first = order == null || limit <= 0
                ? from
                : TopN.of(from.filter(document -> documentMatchesQuery(document, filter)), (long) skip + limit, order);
        return super.matchDocumentsFromStream(filter, first, skip, limit, batch, order, projection);
    }

    /** The first stage of an aggregation is answered like a query; what it leaves passes the stage once more. */
    @Override
    public Stream<Document> queryAllAsStream() {
        var first = FIRST_STAGES.orElse(FirstStages.NONE);
        check(first.filter(), first.sort());
        return QueryPlan.of(first.filter(), null, getIndexes(), documents)
                .found()
                .map(EncodedType::decode);
    }

    private void check(Document filter, Document sort) {
        var command = COMMAND.orElse(Command.UNKNOWN);
        if (unserved.isLooking() && !replaying && !isOfTheLibrary() && !command.isExempt()) {
            unserved.check(getFullName(), command.name(), filter, sort, patterns());
        }
    }

    private List<IndexPattern> patterns() {
        return getIndexes().stream()
                .map(index -> index instanceof DeclaredIndex declared ? declared.pattern() : IndexPattern.OF_IDS)
                .toList();
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

    /** The size of the data is never asked for, and keeping it would cost every write another page. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int difference) {}

    @Override
    protected int getDataSize() {
        return 0;
    }
}
