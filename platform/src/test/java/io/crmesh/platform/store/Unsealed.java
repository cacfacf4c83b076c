package io.crmesh.platform.store;

import java.util.List;
import org.bson.BsonValue;

/** Neither seals nor wraps, for tests that are about something else and look at what is stored. */
final class Unsealed implements Seal, KeyEncryption {

    @Override
    public BsonValue seal(Subject subject, String field, BsonValue clear) {
        return clear;
    }

    @Override
    public boolean isSealed(BsonValue stored) {
        return true;
    }

    @Override
    public BsonValue open(Subject subject, String field, BsonValue stored) {
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
