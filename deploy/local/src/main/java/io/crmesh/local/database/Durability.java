package io.crmesh.local.database;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Lets no answer out before what it tells of is in the journal; whoever finds nobody writing there writes for all who
 * wait. When much has changed, a checkpoint writes the store itself.
 */
final class Durability {

    private static final int OUT_OF_DISK_SPACE = 14031;

    private final MVStore store;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock(true);
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition settled = turn.newCondition();
    private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    private long durable;
    private boolean writing;

    Durability(MVStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
        this.checkpoints = new Checkpoints(store, journal);
    }

    /** Makes the store what it was when the process ended, however it ended. */
    void recover(Consumer<Journal.Change> change) {
        checkpoints.recover(change);
    }

    /** Completes when the file could not be written; from then on every command is refused. */
    CompletableFuture<RuntimeException> failure() {
        return failure;
    }

    /** Answers when everything that the change wrote is in the journal, also if it failed half-way. */
    <T> T written(Supplier<T> change) {
        changes.readLock().lock();
        try {
            return change.get();
        } finally {
            changes.readLock().unlock();
            awaitWritten();
        }
    }

    /** Answers when everything that the look can have seen is in the journal: what was read is never taken back. */
    <T> T seen(Supplier<T> look) {
        var use = store.registerVersionUsage(); // Else a long look would meet pages that are written over meanwhile.
        try {
            return look.get();
        } finally {
            store.deregisterVersionUsage(use);
            awaitWritten();
        }
    }

    /** For what the journal does not tell, as new indexes and dropped collections: the store is committed at once. */
    <T> T alone(Supplier<T> change) {
        try {
            return committed(change);
        } finally {
            awaitWritten();
        }
    }

    private <T> T committed(Supplier<T> change) {
        changes.writeLock().lock();
        try {
            return change.get();
        } finally {
            unlessFailed(checkpoints::make);
            changes.writeLock().unlock();
        }
    }

    private void awaitWritten() {
        if (isMyTurnToWrite(journal.appended())) {
            write();
        }
        var broken = failure.getNow(null);
        if (broken != null) {
            throw new MongoServerError(
                    OUT_OF_DISK_SPACE, "OutOfDiskSpace", "Not stored: " + broken.getMessage(), broken);
        }
    }

    private boolean isMyTurnToWrite(long appended) {
        turn.lock();
        try {
            while (durable < appended && writing && !failure.isDone()) {
                settled.awaitUninterruptibly();
            }
            var mine = durable < appended && !failure.isDone();
            writing |= mine;
            return mine;
        } finally {
            turn.unlock();
        }
    }

    private void write() {
        var reached = 0L;
        try {
            reached = journal.write();
        } catch (
                RuntimeException e) { // Whatever it is: nobody may be told that it is stored, nobody may wait for ever.
            failure.complete(e);
        }
        settle(reached);
        if (checkpoints.isDue()) {
            beginCheckpointIfStillDue();
        }
    }

    private void beginCheckpointIfStillDue() {
        changes.writeLock().lock();
        try {
            if (checkpoints.isDue()) {
                unlessFailed(() -> checkpoints.begin(failure::complete));
            }
        } finally {
            changes.writeLock().unlock();
        }
    }

    private void settle(long reached) {
        turn.lock();
        try {
            writing = false;
            durable = Math.max(durable, reached);
            settled.signalAll();
        } finally {
            turn.unlock();
        }
    }

    private void unlessFailed(Runnable work) {
        try {
            if (!failure.isDone()) {
                work.run();
            }
        } catch (RuntimeException e) { // The store closes itself when it cannot be written.
            failure.complete(e);
        }
    }

    /** Leaves nothing to replay, unless the file cannot be written: then it stays as it is, journal and all. */
    void close() {
        if (!failure.isDone()) {
            var _ = committed(() -> "closed");
        }
        if (failure.isDone()) {
            store.closeImmediately();
        }
    }
}
