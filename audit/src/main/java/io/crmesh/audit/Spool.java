package io.crmesh.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * What was answered and is not in the chain yet: files in a folder that this process has for itself, and those that
 * processes which are no more left beside it. Not safe for several writers at once.
 */
final class Spool implements AutoCloseable {

    /** A file that grew to this is followed by another, so that what is sent can be deleted. */
    private static final long SEGMENT = 4 << 20;

    private static final String LOCK = "lock";

    /** A folder, held as long as its process lives. */
    private record Own(Path folder, RandomAccessFile file, FileLock lock) {

        /** Nothing if somebody else has it, or it has gone with its process. */
        static Optional<Own> take(Path folder) throws IOException {
            try {
                return locked(folder, new RandomAccessFile(folder.resolve(LOCK).toFile(), "rw"));
            } catch (FileNotFoundException e) {
                if (Files.exists(folder)) {
                    throw e;
                }
                return Optional.empty();
            }
        }

        private static Optional<Own> locked(Path folder, RandomAccessFile file) throws IOException {
            try {
                var lock = file.getChannel().tryLock();
                if (lock != null && Files.exists(folder.resolve(LOCK))) {
                    return Optional.of(new Own(folder, file, lock));
                }
            } catch (OverlappingFileLockException _) {
                // Somebody else in this JVM, as in tests, is somebody else, too.
            }
            file.close();
            return Optional.empty();
        }

        /** Deletes it, if there is nothing else in it. */
        void leave() throws IOException {
            var isEmpty = segments(folder).isEmpty();
            if (isEmpty) {
                Files.deleteIfExists(folder.resolve(LOCK));
            }
            lock.release();
            file.close();
            if (isEmpty) {
                delete(folder);
            }
        }

        private static void delete(Path folder) throws IOException {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
                // Somebody who looked for what was left has it now.
            }
        }
    }

    private final Own own;
    private final List<Own> left = new ArrayList<>();
    private final Deque<Segment> segments = new ConcurrentLinkedDeque<>();
    private @Nullable Segment current;
    private int number;

    /** In a folder that several processes may share. */
    Spool(Path folder) throws IOException {
        Files.createDirectories(folder);
        adopt(folder);
        this.own = newIn(folder);
    }

    /** Another process that starts in this moment may take a new folder for one that was left. */
    private static Own newIn(Path folder) throws IOException {
        var own = Optional.<Own>empty();
        while (own.isEmpty()) {
            own = Own.take(
                    Files.createDirectory(folder.resolve(UUID.randomUUID().toString())));
        }
        return own.get();
    }

    private void adopt(Path folder) throws IOException {
        try (var folders = Files.list(folder)) {
            for (var each : folders.filter(Files::isDirectory).sorted().toList()) {
                var taken = Own.take(each);
                if (taken.isPresent()) {
                    left.add(taken.get());
                    for (var path : segments(each)) {
                        segments.add(Segment.leftBy(path));
                    }
                }
            }
        }
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Segment.ENDING))
                    .sorted()
                    .toList();
        }
    }

    /** Adds an entry; it is safe from the death of this process when this returns. */
    void add(byte[] frame) throws IOException {
        var segment = current;
        if (segment == null || segment.end() >= SEGMENT) {
            segment = Segment.create(own.folder().resolve("%08d%s".formatted(++number, Segment.ENDING)));
            segments.add(segment);
            current = segment;
        }
        segment.add(frame);
    }

    /** How many bytes are not known to be in the chain. */
    long unsent() {
        return segments.stream().mapToLong(Segment::unsent).sum();
    }

    /** What comes next, if anything does; what is sent to its end is deleted. */
    Optional<Segment> next() throws IOException {
        var first = segments.peekFirst();
        while (first != null && first.unsent() == 0 && first != segments.peekLast()) {
            segments.removeFirst();
            first.delete();
            first = segments.peekFirst();
        }
        return Optional.ofNullable(first).filter(segment -> segment.unsent() > 0);
    }

    /** Leaves what is not sent to whoever comes next. */
    @Override
    public void close() throws IOException {
        for (var segment : segments) {
            if (segment.unsent() == 0) {
                segment.delete();
            } else {
                segment.close();
            }
        }
        segments.clear();
        own.leave();
        for (var each : left) {
            each.leave();
        }
    }
}
