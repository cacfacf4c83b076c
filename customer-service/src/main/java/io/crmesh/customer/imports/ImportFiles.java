package io.crmesh.customer.imports;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.seal.Erasures;
import io.crmesh.platform.store.Seal;
import io.crmesh.platform.store.Seal.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The files that were uploaded, in pieces: never more than one of them is in memory. */
@Repository
class ImportFiles {

    private static final int PIECE = 192 * 1024;
    private static final int AT_ONCE = 50;

    private final MongoCollection<BsonDocument> pieces;
    private final Seal seal;
    private final Erasures erasures;

    ImportFiles(MongoDatabase database, Seal seal, Erasures erasures) {
        this.pieces = database.getCollection("import-files", BsonDocument.class);
        this.seal = seal;
        this.erasures = erasures;
    }

    /** A file that is longer than files may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** A name that no other upload for this import has, so that two at a time do not mix. */
    static String nameFor(String batch) {
        return batch + "/" + UUID.randomUUID();
    }

    /** The import that a file was uploaded for. */
    static String importOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    /** Keeps a file under a name that is used once, and says how long it is. */
    long keep(String name, InputStream file, long most) throws IOException {
        var length = 0L;
        var number = 0;
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            var id = id(name, number++);
            var sealed = seal.seal(subject(name), "piece", new BsonBinary(piece));
            pieces.replaceOne(
                    eq(id),
                    new BsonDocument("_id", new BsonString(id)).append("piece", sealed),
                    new ReplaceOptions().upsert(true));
            length += piece.length;
            if (length > most) {
                throw new TooLong();
            }
        }
        return length;
    }

    /** Removes a file, some pieces at a time, from its end: what is left meanwhile is the beginning of it. */
    void forget(String name) {
        var end = 0;
        while (!there(name, end, AT_ONCE).isEmpty()) {
            end += AT_ONCE;
        }
        for (var from = end - AT_ONCE; from >= 0; from -= AT_ONCE) {
            var _ = pieces.deleteMany(in("_id", ids(name, from, AT_ONCE)));
        }
    }

    /** Removes a file when nobody may need it any more: what copies of it and of its import there are opens to nobody. */
    void destroy(String name) {
        forget(name);
        erasures.erase(importOf(name));
    }

    private List<BsonDocument> there(String name, int from, int most) {
        return pieces.find(in("_id", ids(name, from, most)))
                .projection(include("_id"))
                .limit(1)
                .into(new ArrayList<>());
    }

    private static List<String> ids(String name, int from, int most) {
        return IntStream.range(from, from + most)
                .mapToObj(number -> id(name, number))
                .toList();
    }

    InputStream open(String name) {
        return new Pieces(name);
    }

    private byte @Nullable [] piece(String name, int number) {
        var stored = pieces.find(eq(id(name, number))).first();
        return stored == null ? null : opened(name, Objects.requireNonNull(stored.get("piece")));
    }

    private byte[] opened(String name, BsonValue sealed) {
        var piece = seal.open(subject(name), "piece", sealed);
        if (piece == null) {
            throw new Gone("import's file");
        }
        return piece.asBinary().getData();
    }

    private static String id(String name, int number) {
        return "%s:%06d".formatted(name, number);
    }

    private static Subject subject(String name) {
        return new Subject("import", importOf(name), importOf(name));
    }

    private final class Pieces extends InputStream {

        private final String name;
        private int number;
        private byte[] piece = new byte[0];
        private int at;

        Pieces(String name) {
            this.name = name;
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
            var next = piece(name, number++);
            if (next == null) {
                return false;
            }
            piece = next;
            at = 0;
            return true;
        }
    }
}
