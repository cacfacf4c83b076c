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
 * A part of the spool: a file of entries, and beside it one that says what was about to be done with them. One thread
 * writes entries and another takes them. What was written survives the death of the process, though not a power cut. No
 * file channel is used, for one is closed under everybody when a thread is interrupted that writes to it.
 */
final class Segment implements AutoCloseable {

    static final String ENDING = ".spool";
    private static final String MARKS = ".marks";

    /** What is about to become of the entries between two places: the end of a chain of this length, with this hash. */
    record Intent(long from, long to, long sequence, String hash) {

        String text() {
            return from + " " + to + " " + sequence + " " + hash;
        }

        static Intent parse(String text) {
            var words = text.split(" ", -1);
            return new Intent(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]);
        }
    }

    private final Path path;
    private final RandomAccessFile in;
    private final RandomAccessFile marks;
    private final @Nullable RandomAccessFile out;
    private boolean inPlace = true;
    private volatile long end;
    private volatile long sent;
    private long marked;
    private long retried;
    private @Nullable Intent intent;

    private Segment(Path path, boolean isNew) throws IOException {
        this.path = path;
        this.out = isNew ? new RandomAccessFile(path.toFile(), "rw") : null;
        this.in = new RandomAccessFile(path.toFile(), "r");
        this.marks = new RandomAccessFile(marksOf(path).toFile(), "rw");
        this.end = in.length();
    }

    /** An empty one. */
    static Segment create(Path path) throws IOException {
        return new Segment(path, true);
    }

    /** One that another process left behind. */
    static Segment leftBy(Path path) throws IOException {
        var segment = new Segment(path, false);
        segment.readMarks();
        return segment;
    }

    /** The last intent says from where on it is not known; all before was done, else it would not have come so far. */
    private void readMarks() throws IOException {
        var frames = Frames.read(marks, 0, marks.length(), Integer.MAX_VALUE);
        while (!frames.isEmpty()) {
            var last = frames.getLast();
            intent = Intent.parse(last.text());
            sent = intent.from();
            marked = last.next();
            frames = Frames.read(marks, marked, marks.length(), Integer.MAX_VALUE);
        }
    }

    private static Path marksOf(Path path) {
        return path.resolveSibling(path.getFileName() + MARKS);
    }

    /** How long it is. */
    long end() {
        return end;
    }

    /** How much of it is not in the chain yet, as far as is known. */
    long unsent() {
        return end - sent;
    }

    /** Writes an entry at the end. After a failure, what follows overwrites what was written of it. */
    void add(byte[] frame) throws IOException {
        var file = out;
        if (file == null) {
            throw new IllegalStateException("Nothing is added to what another process left");
        }
        var written = end;
        if (!inPlace) {
            file.seek(written);
        }
        inPlace = false;
        file.write(frame);
        inPlace = true;
        end = written + frame.length;
    }

    /**
     * The entries that come next, at most so many. What was tried before is tried again as it was, neither more nor less:
     * should the first attempt come to pass after all, the second one is the same.
     */
    List<Frame> next(int most) throws IOException {
        return Frames.read(in, sent, retried > sent ? retried : end, most);
    }

    /** Takes note of what is about to be done with the next entries, so that whoever comes later can see whether it was. */
    void intend(long to, long sequence, String hash) throws IOException {
        var next = new Intent(sent, to, sequence, hash);
        var frame = Frames.frame(next.text());
        marks.seek(marked);
        marks.write(frame);
        marked += frame.length;
        intent = next;
    }

    /** What was to be done and may have been. */
    Optional<Intent> intent() {
        return Optional.ofNullable(intent);
    }

    /** It was, or it was not. */
    void settle(boolean done) {
        if (intent != null) {
            retried = intent.to();
            sent = done ? intent.to() : sent;
        }
        intent = null;
    }

    /** Gives up on what was written only in part; answers how much that was. */
    long cutOff() {
        var rest = end - sent;
        sent = end;
        return rest;
    }

    /** The entries go before the marks: without these they would be sent again. */
    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
        Files.deleteIfExists(marksOf(path));
    }

    @Override
    public void close() throws IOException {
        in.close();
        marks.close();
        if (out != null) {
            out.close();
        }
    }
}
