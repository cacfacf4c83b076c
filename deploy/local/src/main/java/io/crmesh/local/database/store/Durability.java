package io.crmesh.local.database.store;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Group commit: no answer goes out before what it tells of is in the journal. The first thread that finds no other one
 * writing there writes for all that wait. When much has changed, a checkpoint writes the store itself.
 */
public final class Durability {

    private static final int OUT_OF_DISK_SPACE = 14031;
    private static final int SHUTDOWN_IN_PROGRESS = 91;

    private final MVStore store;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock(true);
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition settled = turn.newCondition();
    private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    private long durable;
    private boolean writing;
    private volatile boolean closed;

    public Durability(MVStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
        this.checkpoints = new Checkpoints(store, journal);
    }

    /** Makes the store what it was when the process ended, however it ended. */
    public void recover(Consumer<Journal.Change> change) {
        checkpoints.recover(change);
    }

    /** Completes when the file could not be written; from then on every command is refused. */
    public CompletableFuture<RuntimeException> failure() {
        return failure;
    }

    /** Answers when everything that the change wrote is in the journal, also if it failed half-way. */
    public <T> T written(Supplier<T> change) {
        changes.readLock().lock();
        try {
            return change.get();
        } finally {
            changes.readLock().unlock();
            awaitWritten();
        }
    }

    /** Answers when everything that the look can have seen is in the journal: what was read is never taken back. */
    public <T> T seen(Supplier<T> look) {
        var use = store.registerVersionUsage(); // Else a long look would meet pages that are written over meanwhile.
        try {
            return look.get();
        } finally {
            store.deregisterVersionUsage(use);
            awaitWritten();
        }
    }

    /** For what the journal does not tell, as new indexes and dropped collections: the store is committed at once. */
    public <T> T alone(Supplier<T> change) {
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
        if (closed) {
            throw new MongoServerError(SHUTDOWN_IN_PROGRESS, "ShutdownInProgress", "The database is closed.");
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
                RuntimeException
                        e) { // After any failure, no client is told that it is stored, and none waits for ever.
            fail(e);
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
                unlessFailed(() -> checkpoints.begin(this::fail));
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
            if (!failure.isDone() && !closed) {
                work.run();
            }
        } catch (RuntimeException e) { // The store closes itself when it cannot be written.
            fail(e);
        }
    }

    /** What fails because the database was closed is no failure of the file. */
    private void fail(RuntimeException e) {
        if (!closed) {
            failure.complete(e);
        }
    }

    /** Whether a command waits until changes are allowed again. */
    public boolean hasWaitingChanges() {
        return changes.hasQueuedThreads();
    }

    /** Leaves nothing to replay, unless the file cannot be written: then it stays as it is, journal and all. */
    public void close() {
        if (!failure.isDone()) {
            var _ = committed(() -> "closed");
        }
        if (failure.isDone()) {
            store.closeImmediately();
        }
    }

    /**
     * Closes the files without waiting for commands that are still under way, which are never acknowledged afterwards.
     * The journal stays as after a kill, and holds everything that was acknowledged.
     */
    public void closeNow() {
        closed = true;
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            store.closeImmediately();
        }
    }
}
