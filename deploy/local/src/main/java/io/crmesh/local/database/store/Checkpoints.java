package io.crmesh.local.database.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints bring the store up to where the journal is. Changes stop only for the turn from one journal to the next. The
 * pages as they then were are written beside the changes that follow, which the next journal records. Until they are
 * written, the journal before is kept, too: a start at that time repeats both, one after the other.
 */
final class Checkpoints {

    /** A change of one document changes its whole page, and all changed pages are in memory twice while written. */
    private static final long MEGABYTES = Long.getLong("crmesh.database.checkpoint-megabytes", 64);

    private static final int SPARSE_PERCENT = 60;
    private static final int MOST_MOVED = 16 * 1024 * 1024;
    private static final String NUMBER = "number";

    private final MVStore store;
    private final Journal journal;
    private final MVMap<String, Long> progress;
    private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Checkpoints(MVStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
        this.progress = store.openMap("journal");
    }

    /** Makes the store what it was when the process ended, however it ended. */
    void recover(Consumer<Journal.Change> change) {
        turnTo(journal.replay(number(), change));
        finish();
    }

    /** Whether much has changed since the last one, or so much while it is still under way that changes have to wait. */
    boolean isDue() {
        return isBeyond(MEGABYTES) && (last.isDone() || isBeyond(2 * MEGABYTES));
    }

    private boolean isBeyond(long megabytes) {
        var bytes = megabytes * 1024 * 1024;
        return journal.size() > bytes || store.getUnsavedMemory() > bytes;
    }

    /**
     * Begins one; no change may be under way, so that it never falls between a document and its index entries.
     *
     * @param failed told if the pages cannot be written
     */
    void begin(Consumer<RuntimeException> failed) {
        last.join();
        turnTo(number() + 1);
        last = CompletableFuture.runAsync(
                () -> {
                    try {
                        finish();
                    } catch (RuntimeException e) { // Any failure: the store closes itself.
                        failed.accept(e);
                    }
                },
                work -> Thread.ofPlatform().name("checkpoint").start(work));
    }

    /** Makes one and waits for it; no change may be under way. */
    void make() {
        last.join();
        turnTo(number() + 1);
        finish();
    }

    /** The next journal's number is part of what is written, so no entry is ever replayed onto a store that has it. */
    private void turnTo(long next) {
        var _ = journal.write();
        var _ = progress.put(NUMBER, next);
        if (store.tryCommit() < 0) { // Another thread has the store's lock.
            var _ = store.commit();
        }
        journal.begin(next);
    }

    private void finish() {
        if (store.isPersistent()) {
            store.executeFilestoreOperation(() -> {}); // Comes after all that waits to be written.
        }
        journal.dropBefore(number());
        var _ = store.compact(SPARSE_PERCENT, MOST_MOVED); // Else what is left of old chunks keeps them all.
    }

    private long number() {
        @Nullable Long number = progress.get(NUMBER);
        return number == null ? 0 : number;
    }
}
