package io.crmesh.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Inserts documents that come at the same time in one request. Whoever finds nobody writing writes at once, for all who
 * wait, and then hands the pen to the one who waits longest; so a lone insert costs no time, and many share what one
 * costs. Each gets its own answer.
 */
public final class GroupCommit {

    private static final int MOST = 64;
    private static final InsertManyOptions INDEPENDENT = new InsertManyOptions().ordered(false);

    /** What became of one document. */
    public enum Outcome {
        WRITTEN,
        /** One of this id was there already. */
        THERE,
        /** No answer came that says so much: it has to be looked up. */
        UNKNOWN
    }

    /** Who waits, and what for: its own answer, or to write for all. */
    private static final class Insert {
        final BsonDocument document;
        final CompletableFuture<Boolean> turn = new CompletableFuture<>();
        Outcome outcome = Outcome.UNKNOWN;

        @Nullable
        RuntimeException refusal;

        Insert(BsonDocument document) {
            this.document = document;
        }

        Outcome answer() {
            if (refusal != null) {
                throw refusal;
            }
            return outcome;
        }
    }

    private final MongoCollection<BsonDocument> collection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Insert> waiting = new ArrayDeque<>();
    private boolean writing;

    public GroupCommit(MongoCollection<BsonDocument> collection) {
        this.collection = collection;
    }

    /**
     * Answers when the document is stored, or known not to be.
     *
     * @throws MongoWriteException if the server refuses it for anything but its id
     */
    public Outcome insert(BsonDocument document) {
        var mine = new Insert(document);
        if (isMyTurn(mine) || mine.turn.join()) {
            var batch = take(mine);
            try {
                write(batch);
            } finally {
                batch.forEach(each -> each.turn.complete(false));
                handOn();
            }
        }
        return mine.answer();
    }

    private boolean isMyTurn(Insert mine) {
        lock.lock();
        try {
            if (writing) {
                waiting.add(mine);
                return false;
            }
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for whoever writes. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Insert> take(Insert mine) {
        var batch = new ArrayList<Insert>();
        batch.add(mine);
        lock.lock();
        try {
            while (batch.size() < MOST && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void handOn() {
        lock.lock();
        try {
            var next = waiting.poll();
            writing = next != null;
            if (next != null) {
                next.turn.complete(true);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Insert> batch) {
        try {
            var documents = batch.stream().map(each -> each.document).toList();
            var _ = collection.insertMany(documents, INDEPENDENT);
            batch.forEach(each -> each.outcome = Outcome.WRITTEN);
        } catch (MongoBulkWriteException e) {
            settle(batch, e);
        } catch (MongoException e) {
            // Nobody can say which of them are stored: each is looked up by the command that made it.
        }
    }

    /** Only if the answer accounts for every document does silence about one mean that it was written. */
    private static void settle(List<Insert> batch, MongoBulkWriteException e) {
        var errors = e.getWriteErrors();
        var written = e.getWriteResult().getInsertedCount();
        if (e.getWriteConcernError() == null && written + errors.size() == batch.size()) {
            batch.forEach(each -> each.outcome = Outcome.WRITTEN);
        }
        for (var error : errors) {
            var refused = batch.get(error.getIndex());
            if (error.getCategory() == ErrorCategory.DUPLICATE_KEY) {
                refused.outcome = Outcome.THERE;
            } else {
                refused.refusal = refusal(error, e);
            }
        }
    }

    private static MongoWriteException refusal(BulkWriteError error, MongoBulkWriteException e) {
        return new MongoWriteException(error, e.getServerAddress(), e.getErrorLabels());
    }
}
