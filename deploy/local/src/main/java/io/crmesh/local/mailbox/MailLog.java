package io.crmesh.local.mailbox;

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
 * Append-only log of the mailbox: an entry is durable once {@link #sync} has returned, and only then the sender gets
 * its answer. A crash may leave half an entry at the end, which the next start cuts off. After a failed write the log
 * accepts nothing more until a restart, because the state of the disk is unknown.
 */
final class MailLog implements AutoCloseable {

    /** Position of an entry in the file. */
    record Position(long offset, int length) {

        long end() {
            return offset + HEADER + length;
        }
    }

    /** Consumer of the entries while the mailbox is rebuilt. */
    interface Reader {
        void read(Position position, LogEntry entry);
    }

    private static final int HEADER = 2 * Integer.BYTES; // The length of an entry and its checksum.
    private static final int MAX_ENTRY = 4 * 1024 * 1024;

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

    /** Appends an entry, by one caller at a time. The entry is not durable before {@link #sync}. */
    Position append(LogEntry entry) throws IOException {
        refuseIfBroken();
        var bytes = entry.encode();
        var position = new Position(end, bytes.length);
        var frame = ByteBuffer.allocate(HEADER + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .flip();
        try {
            while (frame.hasRemaining()) {
                var _ = channel.write(frame, position.end() - frame.remaining());
            }
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        end = position.end();
        return position;
    }

    /** Group commit: returns when the entry and all before it are durable. Callers share one write to the disk. */
    void sync(Position position) throws IOException {
        synchronized (syncing) {
            refuseIfBroken();
            if (synced >= position.end()) {
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

    LogEntry read(Position position) throws IOException {
        var bytes = ByteBuffer.allocate(position.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position.offset() + HEADER + bytes.position()) < 0) {
                throw new EOFException("The log of mails ends within an entry.");
            }
        }
        return LogEntry.decode(bytes.array());
    }

    /** Replaces the log by an empty one in one step. One caller at a time. */
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
            var position = new Position(end, bytes.length);
            reader.read(position, LogEntry.decode(bytes));
            end = position.end();
        }
        var _ = channel.truncate(end);
        synced = end;
    }

    private static byte @Nullable [] next(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length <= 0 || length > MAX_ENTRY) {
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
