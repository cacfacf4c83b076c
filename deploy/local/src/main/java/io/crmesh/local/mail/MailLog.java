package io.crmesh.local.mail;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file that makes an answer to a sender true: an entry is in it for good once {@link #sync} has returned. A crash
 * may leave half an entry at its end, which nobody was told about and which is cut off at the next start. After a
 * failed write nothing more is accepted until then, because nobody knows what is on the disk.
 */
final class MailLog implements AutoCloseable {

    /** Where an entry is in the file. */
    record Place(long offset, int length) {

        long end() {
            return offset + FRAME + length;
        }
    }

    /** What to do with each entry while the mailbox is rebuilt. */
    interface Reader {
        void read(Place place, LogEntry entry);
    }

    private static final int FRAME = 2 * Integer.BYTES; // The length of an entry and its checksum.
    private static final int LONGEST_ENTRY = 4 * 1024 * 1024;

    private final Path file;
    private final Object syncing = new Object();
    private volatile FileChannel channel;
    private volatile boolean broken;
    private long end;
    private long synced;

    private MailLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static MailLog open(Path file, Reader reader) throws IOException {
        var log = new MailLog(file, channel(file));
        log.rebuild(reader);
        if (log.end == 0) {
            log.sync(log.append(new LogEntry.Begun(1)));
        }
        return log;
    }

    /** Adds an entry at the end. One caller at a time; it is not safe from a crash before {@link #sync}. */
    Place append(LogEntry entry) throws IOException {
        refuseIfBroken();
        var bytes = entry.encode();
        var place = new Place(end, bytes.length);
        var frame = ByteBuffer.allocate(FRAME + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .flip();
        try {
            while (frame.hasRemaining()) {
                var _ = channel.write(frame, place.end() - frame.remaining());
            }
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        end = place.end();
        return place;
    }

    /** Answers when the entry, and all before it, will be there after a crash. Callers share one write to the disk. */
    void sync(Place place) throws IOException {
        synchronized (syncing) {
            refuseIfBroken();
            if (synced >= place.end()) {
                return;
            }
            long reached = channel.size();
            try {
                channel.force(false);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
            synced = reached;
        }
    }

    LogEntry read(Place place) throws IOException {
        var bytes = ByteBuffer.allocate(place.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, place.offset() + FRAME + bytes.position()) < 0) {
                throw new EOFException("The log of mails ends within an entry.");
            }
        }
        return LogEntry.decode(bytes.array());
    }

    /** Puts an empty log in the place of this one, in one step. One caller at a time. */
    void clear(long nextNumber) throws IOException {
        synchronized (syncing) {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            var old = channel;
            channel = channel(fresh);
            end = 0;
            synced = 0;
            sync(append(new LogEntry.Begun(nextNumber)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            old.close();
        }
    }

    boolean isWritable() {
        return !broken && channel.isOpen();
    }

    private void refuseIfBroken() throws IOException {
        if (broken) {
            throw new IOException("The log of mails could not be written; it can after a restart.");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void rebuild(Reader reader) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
        for (var bytes = next(in); bytes != null; bytes = next(in)) {
            var place = new Place(end, bytes.length);
            reader.read(place, LogEntry.decode(bytes));
            end = place.end();
        }
        var _ = channel.truncate(end);
        synced = end;
    }

    private static byte @Nullable [] next(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length <= 0 || length > LONGEST_ENTRY) {
                return null;
            }
            var bytes = in.readNBytes(length);
            return bytes.length == length && checksum(bytes) == checksum ? bytes : null;
        } catch (EOFException end) {
            return null;
        }
    }

    private static int checksum(byte[] bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
