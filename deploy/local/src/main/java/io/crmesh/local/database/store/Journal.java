package io.crmesh.local.database.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Write-ahead log: what changed since the last checkpoint, one document per entry, in the order in which it changed.
 * Committing the store for every write would write ten pages for one document; an entry is the document and little more.
 */
public final class Journal implements AutoCloseable {

    /**
     * One document's change.
     *
     * @param put the whole document as it then was; absent if it was removed
     */
    public record Change(
            String database,
            String collection,
            Object id,
            @Nullable Document put) {}

    private static final int HEADER_BYTES = 8;

    private final @Nullable Path store;
    private final Object writing = new Object();
    private ByteBuf waiting = Unpooled.buffer();
    private long appended;
    private long written;
    private long size;
    private @Nullable FileChannel file;
    private boolean closed;

    /** Without a store file, entries go nowhere. */
    public Journal(@Nullable Path store) {
        this.store = store;
    }

    /**
     * Hands over every entry that was written whole, of the journal of that number and of those that follow it.
     *
     * @return the number of the next journal
     */
    long replay(long first, Consumer<Change> entry) {
        var number = first;
        while (store != null && Files.exists(path(store, number))) {
            replay(path(store, number), entry);
            number++;
        }
        return Math.max(number, first + 1);
    }

    private static void replay(Path file, Consumer<Change> entry) {
        try {
            var bytes = Unpooled.wrappedBuffer(Files.readAllBytes(file));
            while (isWhole(bytes)) {
                var length = bytes.readInt();
                var _ = bytes.readInt();
                entry.accept(change(bytes.readSlice(length)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Change change(ByteBuf bytes) {
        var head = BsonDecoder.decodeBson(bytes);
        var put = bytes.isReadable() ? BsonDecoder.decodeBson(bytes) : null;
        var id = put == null ? head.get("remove") : put.get("_id");
        return new Change(
                String.valueOf(head.get("database")),
                String.valueOf(head.get("collection")),
                Missing.ofNullable(id),
                put);
    }

    /** The end was being written when the process was killed: no client was told that it was stored. */
    private static boolean isWhole(ByteBuf bytes) {
        if (bytes.readableBytes() < HEADER_BYTES) {
            return false;
        }
        var start = bytes.readerIndex();
        var length = bytes.getInt(start);
        return length > 0
                && length <= bytes.readableBytes() - HEADER_BYTES
                && bytes.getInt(start + 4) == checksum(bytes.slice(start + HEADER_BYTES, length));
    }

    /** Starts the journal of that number, empty; what is written from now on goes there. */
    void begin(long number) {
        synchronized (writing) {
            requireOpen();
            size = 0;
            if (store == null) {
                return;
            }
            try {
                closeFile();
                file = FileChannel.open(
                        path(store, number),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Drops the journals of lower numbers: the store has what they tell of. */
    void dropBefore(long number) {
        synchronized (writing) {
            requireOpen();
            if (store == null) {
                return;
            }
            try (var others = Files.newDirectoryStream(folder(store), name(store) + "*")) {
                for (var other : others) {
                    if (Long.parseLong(other.getFileName()
                                    .toString()
                                    .substring(name(store).length()))
                            < number) {
                        Files.delete(other);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public void put(String database, String collection, byte[] document) {
        append(head(database, collection), document);
    }

    public void remove(String database, String collection, Object id) {
        append(head(database, collection).append("remove", id instanceof Missing ? null : id));
    }

    private static Document head(String database, String collection) {
        return new Document("database", database).append("collection", collection);
    }

    private void append(Document head, byte... document) {
        var bytes = Unpooled.buffer();
        bytes.writeZero(HEADER_BYTES);
        BsonEncoder.encodeDocument(head, bytes);
        bytes.writeBytes(document);
        var length = bytes.writerIndex() - HEADER_BYTES;
        bytes.setInt(0, length);
        bytes.setInt(4, checksum(bytes.slice(HEADER_BYTES, length)));
        synchronized (this) {
            waiting.writeBytes(bytes);
            appended += bytes.writerIndex();
        }
    }

    /** How far all changes made so far reach; compare with {@link #write}. */
    synchronized long appended() {
        return appended;
    }

    /** Writes what is waiting, and tells how far the file now reaches. */
    long write() {
        synchronized (writing) {
            requireOpen();
            var bytes = takeWaiting();
            var length = bytes.readableBytes();
            try {
                while (file != null && bytes.isReadable()) {
                    var _ = bytes.readBytes(file, bytes.readableBytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            size += length;
            written += length;
            return written;
        }
    }

    private synchronized ByteBuf takeWaiting() {
        var taken = waiting;
        waiting = Unpooled.buffer();
        return taken;
    }

    long size() {
        synchronized (writing) {
            return size;
        }
    }

    /** From now on, nothing is written and no file is touched: another journal may go on with the same files. */
    @Override
    public void close() throws IOException {
        synchronized (writing) {
            closed = true;
            closeFile();
        }
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The database is closed.");
        }
    }

    private static int checksum(ByteBuf bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes.nioBuffer());
        return (int) checksum.getValue();
    }

    private static Path path(Path store, long number) {
        return folder(store).resolve(name(store) + number);
    }

    private static Path folder(Path store) {
        return Objects.requireNonNull(store.toAbsolutePath().getParent());
    }

    private static String name(Path store) {
        return store.getFileName() + ".journal-";
    }
}
