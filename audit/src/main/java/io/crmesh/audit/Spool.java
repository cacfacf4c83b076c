package io.crmesh.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Spool: entries on the disk that are not in the chain yet. It has the segments of this process in a folder of its
 * own, and adopts those of processes that have ended. It is not safe for several writers at once.
 */
final class Spool implements AutoCloseable {

    /** The size at which a new segment begins, so that appended ones can be deleted. */
    private static final long SEGMENT_SIZE = 4 << 20;

    private static final String LOCK = "lock";

    /** A folder that is locked as long as its process lives. */
    private record LockedFolder(Path folder, RandomAccessFile file, FileLock lock) {

        /** Locks the folder; empty if another spool has locked or deleted it. */
        static Optional<LockedFolder> lock(Path folder) throws IOException {
            try {
                return locked(folder, new RandomAccessFile(folder.resolve(LOCK).toFile(), "rw"));
            } catch (FileNotFoundException e) {
                if (Files.exists(folder)) {
                    throw e;
                }
                return Optional.empty();
            }
        }

        private static Optional<LockedFolder> locked(Path folder, RandomAccessFile file) throws IOException {
            try {
                var lock = file.getChannel().tryLock();
                if (lock != null && isStillThere(folder, file)) {
                    return Optional.of(new LockedFolder(folder, file, lock));
                }
            } catch (OverlappingFileLockException _) {
                // Another spool of this JVM, as in tests, has the lock.
            }
            file.close();
            return Optional.empty();
        }

        /** Whether the folder has this very file: another process may have deleted it, and a third made a new one. */
        private static boolean isStillThere(Path folder, RandomAccessFile file) throws IOException {
            var mark = UUID.randomUUID().toString();
            file.setLength(0);
            file.writeBytes(mark);
            try {
                return Files.readString(folder.resolve(LOCK)).equals(mark);
            } catch (NoSuchFileException _) {
                return false;
            }
        }

        /** Releases the folder, and deletes it if it has no segment. */
        void release() throws IOException {
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
                // Another process that adopts folders has locked it meanwhile.
            }
        }
    }

    private final LockedFolder own;
    private final List<LockedFolder> adopted = new ArrayList<>();
    private final Deque<Segment> segments = new ConcurrentLinkedDeque<>();
    private @Nullable Segment current;
    private int number;

    /** Opens a spool in a folder that several processes may share. */
    Spool(Path folder) throws IOException {
        Files.createDirectories(folder);
        adopt(folder);
        this.own = newIn(folder);
    }

    /** Tries again if another process that starts at the same time adopts the new folder. */
    private static LockedFolder newIn(Path folder) throws IOException {
        var own = Optional.<LockedFolder>empty();
        while (own.isEmpty()) {
            own = LockedFolder.lock(
                    Files.createDirectory(folder.resolve(UUID.randomUUID().toString())));
        }
        return own.get();
    }

    private void adopt(Path folder) throws IOException {
        try (var folders = Files.list(folder)) {
            for (var each : folders.filter(Files::isDirectory).sorted().toList()) {
                var locked = LockedFolder.lock(each);
                if (locked.isPresent()) {
                    adopted.add(locked.get());
                    for (var path : segments(each)) {
                        segments.add(Segment.adopt(path));
                    }
                }
            }
        }
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Adds an entry, which then survives a kill of this process. */
    void add(byte[] frame) throws IOException {
        var segment = current;
        if (segment == null || segment.end() >= SEGMENT_SIZE) {
            segment = Segment.create(own.folder().resolve("%08d%s".formatted(++number, Segment.SUFFIX)));
            segments.add(segment);
            current = segment;
        }
        segment.add(frame);
    }

    /** The bytes that are not known to be in the chain. */
    long unsent() {
        return segments.stream().mapToLong(Segment::unsent).sum();
    }

    /** The next segment with entries to append; segments before it are deleted. */
    Optional<Segment> next() throws IOException {
        var first = segments.peekFirst();
        while (first != null && first.unsent() == 0 && first != segments.peekLast()) {
            segments.removeFirst();
            first.delete();
            first = segments.peekFirst();
        }
        return Optional.ofNullable(first).filter(segment -> segment.unsent() > 0);
    }

    /** Leaves segments with unsent entries to the next process. */
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
        own.release();
        for (var each : adopted) {
            each.release();
        }
    }
}
