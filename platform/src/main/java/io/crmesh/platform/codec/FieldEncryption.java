package io.crmesh.platform.codec;

import java.util.Collection;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Field-level encryption of personal data, wherever it is stored. The associated data names aggregate type, aggregate
 * and field, so that an encrypted value cannot be moved to another place.
 */
public interface FieldEncryption {

    /**
     * Encrypts a value.
     *
     * @throws io.crmesh.platform.Refusal.Gone if the person was erased
     */
    BsonValue encrypt(Subject subject, String field, BsonValue clear);

    /**
     * Decrypts a stored value; null if the person was erased. A value that was stored unencrypted is returned as it is.
     */
    @Nullable
    BsonValue decrypt(Subject subject, String field, BsonValue stored);

    /** Whether the stored value is encrypted, and not stored before encryption was introduced. */
    boolean isEncrypted(BsonValue stored);

    /** Announces whose values will be decrypted next, so that one look-up loads all their keys. */
    default void prefetch(Collection<String> persons) {}

    /**
     * Identifies the owner of a value.
     *
     * @param person the customer whose key encrypts it
     */
    record Subject(String type, String id, String person) {}
}
