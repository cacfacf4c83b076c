package io.crmesh.customer.imports.file;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.codec.FieldEncryption.Subject;
import io.crmesh.platform.encryption.Erasures;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of the uploaded files, stored in encrypted pieces: never more than one of them is in memory. */
@Repository
public class ImportFiles {

    private static final int PIECE = 192 * 1024;
    private static final int AT_ONCE = 50;

    private final MongoCollection<BsonDocument> pieces;
    private final FieldEncryption encryption;
    private final Erasures erasures;

    ImportFiles(MongoDatabase database, FieldEncryption encryption, Erasures erasures) {
        this.pieces = database.getCollection("import-files", BsonDocument.class);
        this.encryption = encryption;
        this.erasures = erasures;
    }

    /** Thrown for a file that exceeds the greatest length. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** A name that no other upload for this import has, so that two uploads at the same time do not mix. */
    public static String nameFor(String batch) {
        return batch + "/" + UUID.randomUUID();
    }

    /** The import that a file was uploaded for. */
    public static String importOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    /** The length of a stored file, and the digest of its content. */
    public record StoredFile(long bytes, String digest) {}

    /** Stores a file under a name that is used once. */
    public StoredFile store(String name, InputStream file, long most) throws IOException {
        var length = 0L;
        var number = 0;
        var digest = sha256();
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            var id = id(name, number++);
            var encrypted = encryption.encrypt(subject(name), "piece", new BsonBinary(piece));
            pieces.updateOne(eq(id), set("piece", encrypted), new UpdateOptions().upsert(true));
            digest.update(piece);
            length += piece.length;
            if (length > most) {
                throw new TooLong();
            }
        }
        return new StoredFile(length, written(digest));
    }

    /** The digest that the content would have if it were stored. */
    public static String digest(InputStream file, long most) throws IOException {
        var length = 0L;
        var digest = sha256();
        for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            digest.update(piece);
            length += piece.length;
            if (length > most) {
                throw new TooLong();
            }
        }
        return written(digest);
    }

    private static String written(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Deletes a file, some pieces at a time, from its end: what is left meanwhile is its beginning. */
    public void delete(String name) {
        var end = 0;
        while (!existing(name, end, AT_ONCE).isEmpty()) {
            end += AT_ONCE;
        }
        for (var from = end - AT_ONCE; from >= 0; from -= AT_ONCE) {
            var _ = pieces.deleteMany(in("_id", ids(name, from, AT_ONCE)));
        }
    }

    /** Deletes a file for good, with the key of its import: no copy of the file or of the import can be decrypted then. */
    public void destroy(String name) {
        delete(name);
        erasures.erase(importOf(name));
    }

    private List<BsonDocument> existing(String name, int from, int most) {
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

    public InputStream open(String name) {
        return new Pieces(name);
    }

    private byte @Nullable [] piece(String name, int number) {
        var stored = pieces.find(eq(id(name, number))).first();
        return stored == null ? null : decrypted(name, Objects.requireNonNull(stored.get("piece")));
    }

    private byte[] decrypted(String name, BsonValue encrypted) {
        var piece = encryption.decrypt(subject(name), "piece", encrypted);
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
