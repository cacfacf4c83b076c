package io.crmesh.customer.imports;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.crmesh.platform.store.Seal;
import io.crmesh.platform.store.Seal.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The files that were uploaded, in pieces: never more than one of them is in memory. */
@Repository
class ImportFiles {

    private static final int PIECE = 192 * 1024;

    private final MongoCollection<BsonDocument> pieces;
    private final Seal seal;

    ImportFiles(MongoDatabase database, Seal seal) {
        this.pieces = database.getCollection("import-files", BsonDocument.class);
        this.seal = seal;
    }

    /** Keeps a file and says how long it is. The same file again takes the place of the first. */
    long keep(String batch, InputStream file) throws IOException {
        var length = 0L;
        var number = 0;
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            var id = id(batch, number++);
            var sealed = seal.seal(subject(batch), "piece", new BsonBinary(piece));
            pieces.replaceOne(
                    eq(id),
                    new BsonDocument("_id", new BsonString(id)).append("piece", sealed),
                    new ReplaceOptions().upsert(true));
            length += piece.length;
        }
        return length;
    }

    InputStream open(String batch) {
        return new Pieces(batch);
    }

    private byte @Nullable [] piece(String batch, int number) {
        var stored = pieces.find(eq(id(batch, number))).first();
        return stored == null
                ? null
                : seal.open(subject(batch), "piece", Objects.requireNonNull(stored.get("piece")))
                        .asBinary()
                        .getData();
    }

    private static String id(String batch, int number) {
        return "%s:%06d".formatted(batch, number);
    }

    private static Subject subject(String batch) {
        return new Subject("import", batch, batch);
    }

    private final class Pieces extends InputStream {

        private final String batch;
        private int number;
        private byte[] piece = new byte[0];
        private int at;

        Pieces(String batch) {
            this.batch = batch;
        }

        @Override
        public int read() {
            return more() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (!more()) {
                return -1;
            }
            var some = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, from, some);
            at += some;
            return some;
        }

        private boolean more() {
            if (at < piece.length) {
                return true;
            }
            var next = piece(batch, number++);
            if (next == null) {
                return false;
            }
            piece = next;
            at = 0;
            return true;
        }
    }
}
