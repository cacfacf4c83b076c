package io.crmesh.platform.keys;

import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Key-encryption key (envelope encryption): wraps keys before they are stored, under a key that is never in the
 * database. It is rotated while the system runs: new keys are wrapped by the newest one, and older ones are wrapped
 * again.
 */
public interface KeyEncryption {

    /** The ids of the older keys, which only unwrap. */
    List<String> older();

    /**
     * Wraps a key by the newest.
     *
     * @param name the key's purpose or owner; it cannot be unwrapped under another name
     */
    Wrapped wrap(byte[] key, String name);

    /**
     * Unwraps a key.
     *
     * @throws IllegalStateException if it was wrapped by a key that is not known here, or is not the key of this name
     */
    byte[] unwrap(Wrapped wrapped, String name);

    /** A key as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Wrapped(String by, byte[] bytes) {

        public static final String KEY = "key";
        public static final String BY = "by";

        /** Reads a wrapped key from its document; null if it is missing or was stored unwrapped. */
        public static @Nullable Wrapped of(BsonDocument document) {
            return document.containsKey(KEY) && document.containsKey(BY)
                    ? new Wrapped(
                            document.getString(BY).getValue(),
                            document.getBinary(KEY).getData())
                    : null;
        }

        /** Its fields of a document. */
        public BsonDocument fields() {
            return new BsonDocument(KEY, new BsonBinary(bytes)).append(BY, new BsonString(by));
        }
    }
}
