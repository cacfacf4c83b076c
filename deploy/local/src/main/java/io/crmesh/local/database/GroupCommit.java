package io.crmesh.local.database;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets no answer out before what it tells of is in the file. Writers work side by side; a commit waits for all who are
 * at work and keeps out all who come, so it never falls between a document and its index entries. Whoever finds no
 * commit under way makes one for everybody who waits.
 */
final class GroupCommit {

    private static final int OUT_OF_DISK_SPACE = 14031;

    private final MVStore store;
    private final ReentrantReadWriteLock commits = new ReentrantReadWriteLock(true);
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition settled = turn.newCondition();
    private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    private long begun;
    private long durable;
    private boolean committing;

    GroupCommit(MVStore store) {
        this.store = store;
    }

    /** Completes when a commit has failed; from then on every command is refused. */
    CompletableFuture<RuntimeException> failure() {
        return failure;
    }

    /** Answers when everything that the change wrote is in the file, also if it failed half-way. */
    <T> T written(Supplier<T> change) {
        var number = 0L;
        try {
            commits.readLock().lock();
            try {
                number = begin();
                return change.get();
            } finally {
                commits.readLock().unlock();
            }
        } finally {
            awaitCommit(number);
        }
    }

    /** Answers when everything that the look can have seen is in the file: what was read is never taken back. */
    <T> T seen(Supplier<T> look) {
        var result = look.get();
        awaitCommit(begunSoFar());
        return result;
    }

    private long begin() {
        turn.lock();
        try {
            return ++begun;
        } finally {
            turn.unlock();
        }
    }

    private long begunSoFar() {
        turn.lock();
        try {
            return begun;
        } finally {
            turn.unlock();
        }
    }

    private void awaitCommit(long number) {
        if (isMyTurnToCommit(number)) {
            commit();
        }
        var broken = failure.getNow(null);
        if (broken != null) {
            throw new MongoServerError(
                    OUT_OF_DISK_SPACE, "OutOfDiskSpace", "Not stored: " + broken.getMessage(), broken);
        }
    }

    private boolean isMyTurnToCommit(long number) {
        turn.lock();
        try {
            while (durable < number && committing && !failure.isDone()) {
                settled.awaitUninterruptibly();
            }
            var mine = durable < number && !failure.isDone();
            committing |= mine;
            return mine;
        } finally {
            turn.unlock();
        }
    }

    private void commit() {
        var reached = 0L;
        @Nullable RuntimeException broken = null;
        commits.writeLock().lock();
        try {
            reached = begunSoFar();
            var _ = store.commit();
        } catch (
                RuntimeException e) { // Whatever it is: nobody may wait for ever, nobody may be told that it is stored.
            broken = e;
        } finally {
            commits.writeLock().unlock();
        }
        settle(reached, broken);
    }

    private void settle(long reached, @Nullable RuntimeException broken) {
        turn.lock();
        try {
            committing = false;
            if (broken == null) {
                durable = reached;
            } else {
                failure.complete(broken);
            }
            settled.signalAll();
        } finally {
            turn.unlock();
        }
    }
}
