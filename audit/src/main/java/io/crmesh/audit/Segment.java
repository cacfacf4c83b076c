package io.crmesh.audit;

import io.crmesh.audit.Frames.Frame;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Segment of the spool: a file of entries, and beside it a file of intents, a write-ahead log of the batches to append.
 * One thread writes entries and another reads them. Entries survive a kill of the process, but not a power failure. The
 * files are no file channels, because the interrupt of a thread would close a channel for all threads.
 */
final class Segment implements AutoCloseable {

    static final String SUFFIX = ".spool";
    private static final String INTENTS_SUFFIX = ".intents";

    /**
     * The intent to append the entries between two positions, after which the chain ends with this sequence and hash.
     */
    record Intent(long from, long to, long sequence, String hash) {

        String text() {
            return from + " " + to + " " + sequence + " " + hash;
        }

        static Intent parse(String text) {
            var fields = text.split(" ", -1);
            return new Intent(
                    Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]), fields[3]);
        }
    }

    private final Path path;
    private final RandomAccessFile in;
    private final RandomAccessFile intents;
    private final @Nullable RandomAccessFile out;
    private boolean atEnd = true;
    private volatile long end;
    private volatile long sent;
    private long intentsEnd;
    private long batchEnd;
    private @Nullable Intent intent;

    private Segment(Path path, boolean isNew) throws IOException {
        this.path = path;
        this.out = isNew ? new RandomAccessFile(path.toFile(), "rw") : null;
        this.in = new RandomAccessFile(path.toFile(), "r");
        this.intents = new RandomAccessFile(intentsOf(path).toFile(), "rw");
        this.end = in.length();
    }

    /** A new, empty segment. */
    static Segment create(Path path) throws IOException {
        return new Segment(path, true);
    }

    /** A segment of a process that has ended. */
    static Segment adopt(Path path) throws IOException {
        var segment = new Segment(path, false);
        segment.readIntents();
        return segment;
    }

    /** The result of the last intent is unknown; all batches before it were appended. */
    private void readIntents() throws IOException {
        var frames = Frames.read(intents, 0, intents.length(), Integer.MAX_VALUE);
        while (!frames.isEmpty()) {
            var last = frames.getLast();
            intent = Intent.parse(last.text());
            sent = intent.from();
            intentsEnd = last.next();
            frames = Frames.read(intents, intentsEnd, intents.length(), Integer.MAX_VALUE);
        }
    }

    private static Path intentsOf(Path path) {
        return path.resolveSibling(path.getFileName() + INTENTS_SUFFIX);
    }

    /** The length in bytes. */
    long end() {
        return end;
    }

    /** The bytes that are not known to be in the chain. */
    long unsent() {
        return end - sent;
    }

    /** Writes an entry at the end. After a failure, the next entry overwrites the part that was written. */
    void add(byte[] frame) throws IOException {
        var file = out;
        if (file == null) {
            throw new IllegalStateException("No entry is added to an adopted segment");
        }
        var written = end;
        if (!atEnd) {
            file.seek(written);
        }
        atEnd = false;
        file.write(frame);
        atEnd = true;
        end = written + frame.length;
    }

    /**
     * The next entries up to a limit. A retry has exactly the entries of the first attempt, so both are the same if the
     * first one succeeds after all.
     */
    List<Frame> next(int limit) throws IOException {
        return Frames.read(in, sent, batchEnd > sent ? batchEnd : end, limit);
    }

    /** Writes the intent to append the next entries, so that a later process can check whether they were appended. */
    void writeIntent(long to, long sequence, String hash) throws IOException {
        var next = new Intent(sent, to, sequence, hash);
        var frame = Frames.frame(next.text());
        intents.seek(intentsEnd);
        intents.write(frame);
        intentsEnd += frame.length;
        intent = next;
    }

    /** The intent whose result is unknown. */
    Optional<Intent> intent() {
        return Optional.ofNullable(intent);
    }

    /** Resolves the intent: its entries were appended, or they were not. */
    void resolveIntent(boolean appended) {
        if (intent != null) {
            batchEnd = intent.to();
            sent = appended ? intent.to() : sent;
        }
        intent = null;
    }

    /** Discards a partly written entry; returns its length in bytes. */
    long discardPartialEntry() {
        var rest = end - sent;
        sent = end;
        return rest;
    }

    /** Deletes the entries before the intents, because entries without intents would be appended again. */
    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
        Files.deleteIfExists(intentsOf(path));
    }

    @Override
    public void close() throws IOException {
        in.close();
        intents.close();
        if (out != null) {
            out.close();
        }
    }
}
