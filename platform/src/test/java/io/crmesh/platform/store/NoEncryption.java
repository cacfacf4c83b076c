package io.crmesh.platform.store;

import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.keys.KeyEncryption;
import java.util.List;
import org.bson.BsonValue;

/** Test encryption that neither encrypts nor wraps, for tests that look at stored values. */
final class NoEncryption implements FieldEncryption, KeyEncryption {

    @Override
    public BsonValue encrypt(Subject subject, String field, BsonValue clear) {
        return clear;
    }

    @Override
    public boolean isEncrypted(BsonValue stored) {
        return true;
    }

    @Override
    public BsonValue decrypt(Subject subject, String field, BsonValue stored) {
        return stored;
    }

    @Override
    public List<String> older() {
        return List.of();
    }

    @Override
    public Wrapped wrap(byte[] key, String name) {
        return new Wrapped("none", key);
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, String name) {
        return wrapped.bytes();
    }
}
