package io.crmesh.local.database.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Factory of the store: opens the one file that holds all databases. Nothing but {@link Checkpoints} ever commits to it. */
public final class StoreFile {

    private static final int CACHE_MEGABYTES = 64;
    private static final int PAGE_BYTES = 8 * 1024;
    private static final int KEPT_MILLIS = 1000;
    private static final int COMPACTION_MILLIS = 200;

    /** The most that the store takes: it wakes every eighth day, and commits only what is uncommitted for 25 days. */
    private static final int LONGEST = Integer.MAX_VALUE;

    private StoreFile() {}

    public static MVStore open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var store = settings().fileName(file.toString()).open();
            store.setAutoCommitDelay(LONGEST); // Not to commit by itself: with a delay it has threads that write pages.
            store.setRetentionTime(KEPT_MILLIS);
            store.setVersionsToKeep(0); // Old versions are never read, and each would keep some ten megabytes.
            store.compactFile(COMPACTION_MILLIS);
            return store;
        } catch (MVStoreException e) {
            throw new DatabaseUnavailable(advice(file, e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MVStore inMemory() {
        return settings().open();
    }

    private static MVStore.Builder settings() {
        return new MVStore.Builder()
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES);
    }

    public static String advice(Path file, RuntimeException e) {
        return switch (e instanceof MVStoreException known ? known.getErrorCode() : DataUtils.ERROR_INTERNAL) {
            case DataUtils.ERROR_FILE_LOCKED ->
                "Another process has the database %s open. Stop it, or choose another file.".formatted(file);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                "The database %s was written by another version. Run that version, or move the file away to start empty."
                        .formatted(file);
            case DataUtils.ERROR_FILE_CORRUPT ->
                "%s is damaged or not a database. Move it away to start empty, or restore a backup.".formatted(file);
            default ->
                "The database cannot use %s: %s. Make sure that the disk has space and the file may be written, then start again."
                        .formatted(file, e.getMessage());
        };
    }
}
