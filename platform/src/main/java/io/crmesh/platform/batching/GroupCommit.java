package io.crmesh.platform.batching;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: documents and changes that arrive at the same time share one request, and each gets its own outcome.
 */
public final class GroupCommit {

    private static final InsertManyOptions INSERTS = new InsertManyOptions().ordered(false);
    private static final BulkWriteOptions UPDATES = new BulkWriteOptions().ordered(false);

    /** The outcome for one document. */
    public enum Outcome {
        WRITTEN,
        /** A document with this id existed already. */
        THERE,
        /** The answer does not tell: the document has to be looked up. */
        UNKNOWN
    }

    /** The outcome, or the error that the server gave for this document. */
    private record Answer<T>(T outcome, @Nullable MongoException refusal) {

        static <T> Answer<T> of(T outcome) {
            return new Answer<>(outcome, null);
        }

        T orThrow() {
            if (refusal != null) {
                throw refusal;
            }
            return outcome;
        }
    }

    private record Change(BsonDocument filter, BsonDocument update) {

        BsonValue id() {
            return Objects.requireNonNull(filter.get("_id"));
        }
    }

    private final MongoCollection<BsonDocument> collection;
    private final RequestBatcher<BsonDocument, Answer<Outcome>> inserts = new RequestBatcher<>(this::insert);
    private final RequestBatcher<Change, Answer<Boolean>> updates = new RequestBatcher<>(this::update);

    public GroupCommit(MongoCollection<BsonDocument> collection) {
        this.collection = collection;
    }

    /**
     * Stores a new document.
     *
     * @throws MongoWriteException if the server refuses it for any reason but its id: then it is certainly not stored
     * @throws MongoException if no answer came: then it is unknown whether the document was stored
     */
    public Outcome insert(BsonDocument document) {
        return inserts.submit(document).orThrow();
    }

    /**
     * Changes one document.
     *
     * @param filter its id, and what else must be true of it
     * @return whether it matched and was changed; false also if that is unknown
     * @throws MongoException if the server refuses the change, or does not answer
     */
    public boolean update(BsonDocument filter, BsonDocument update) {
        return updates.submit(new Change(filter, update)).orThrow();
    }

    /** The number of documents and changes that wait for the request in flight. */
    public int waiting() {
        return inserts.waiting() + updates.waiting();
    }

    private List<Answer<Outcome>> insert(List<BsonDocument> documents) {
        try {
            var _ = collection.insertMany(documents, INSERTS);
            return answers(documents.size(), Outcome.WRITTEN);
        } catch (MongoBulkWriteException e) {
            return outcomes(documents.size(), e);
        }
    }

    private static List<Answer<Outcome>> answers(int count, Outcome outcome) {
        return new ArrayList<>(Collections.nCopies(count, Answer.of(outcome)));
    }

    /** Only if the answer accounts for every document does a missing error mean that a document was written. */
    private static List<Answer<Outcome>> outcomes(int count, MongoBulkWriteException e) {
        var errors = e.getWriteErrors();
        var written = e.getWriteResult().getInsertedCount();
        var whole = e.getWriteConcernError() == null && written + errors.size() == count;
        var answers = answers(count, whole ? Outcome.WRITTEN : Outcome.UNKNOWN);
        for (var error : errors) {
            answers.set(
                    error.getIndex(),
                    error.getCategory() == ErrorCategory.DUPLICATE_KEY
                            ? Answer.of(Outcome.THERE)
                            : new Answer<>(Outcome.UNKNOWN, refusal(error, e)));
        }
        return answers;
    }

    private static MongoWriteException refusal(BulkWriteError error, MongoBulkWriteException e) {
        return new MongoWriteException(error, e.getServerAddress(), e.getErrorLabels());
    }

    /** A request has one operation per document: a second one for the same document waits for the next. */
    private List<Answer<Boolean>> update(List<Change> changes) {
        var answers = new IdentityHashMap<Change, Answer<Boolean>>();
        for (var left = changes; !left.isEmpty(); ) {
            var ids = new HashSet<BsonValue>();
            var apart = left.stream().collect(partitioningBy(change -> ids.add(change.id())));
            updateApart(apart.getOrDefault(true, List.of())).forEach(answers::put);
            left = apart.getOrDefault(false, List.of());
        }
        return changes.stream()
                .map(change -> Objects.requireNonNull(answers.get(change)))
                .toList();
    }

    /**
     * The answer gives only the number of matches: if it is complete, each matched; otherwise each caller looks its own
     * up.
     */
    private Map<Change, Answer<Boolean>> updateApart(List<Change> changes) {
        if (changes.size() == 1) {
            return Map.of(changes.getFirst(), updateOne(changes.getFirst()));
        }
        try {
            var models = changes.stream()
                    .map(change -> new UpdateOneModel<BsonDocument>(change.filter(), change.update()))
                    .toList();
            var found = collection.bulkWrite(models, UPDATES).getMatchedCount();
            return changes.stream().collect(toMap(change -> change, _ -> Answer.of(found == changes.size())));
        } catch (MongoBulkWriteException e) {
            // Each is repeated by itself: a change that was made does not match any more, and the error reaches its own
            // caller.
            return changes.stream().collect(toMap(change -> change, this::updateOne));
        }
    }

    private Answer<Boolean> updateOne(Change change) {
        try {
            var found = collection.updateOne(change.filter(), change.update()).getMatchedCount();
            return Answer.of(found == 1);
        } catch (MongoException e) {
            return new Answer<>(false, e);
        }
    }
}
