package io.crmesh.platform.store;

import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts keys before they are stored, under a key that is never in the database. That one is replaced while the system
 * runs: new keys are wrapped by the newest, and what older ones wrapped is wrapped again.
 */
public interface KeyEncryption {

    /** The ids of the keys that only unwrap what they wrapped. */
    List<String> older();

    /**
     * Wraps a key by the newest.
     *
     * @param name what it is the key of; it cannot be unwrapped as the key of anything else
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

        /** Reads it from its document; none if it is not there or was stored unwrapped. */
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
