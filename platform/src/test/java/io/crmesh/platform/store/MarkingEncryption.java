package io.crmesh.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.codec.FieldEncryption;
import java.util.Base64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Test encryption with visible effect: each encrypted value names its associated data.
 *
 * @param erased id of a record whose person's key was destroyed
 */
record MarkingEncryption(String erased) implements FieldEncryption {

    MarkingEncryption() {
        this("nobody");
    }

    @Override
    public BsonValue encrypt(Subject subject, String field, BsonValue clear) {
        if (subject.id().equals(erased)) {
            throw new Gone(subject.type());
        }
        var hidden =
                Base64.getEncoder().encodeToString(clear.asString().getValue().getBytes(UTF_8));
        return new BsonString(mark(subject, field) + hidden);
    }

    @Override
    public boolean isEncrypted(BsonValue stored) {
        return stored.isString() && stored.asString().getValue().startsWith("encrypted:");
    }

    @Override
    public @Nullable BsonValue decrypt(Subject subject, String field, BsonValue stored) {
        if (!isEncrypted(stored)) {
            return stored;
        }
        if (subject.id().equals(erased)) {
            return null;
        }
        var text = stored.asString().getValue();
        if (!text.startsWith(mark(subject, field))) {
            throw new AssertionError("encrypted for another place: " + text);
        }
        var hidden = text.substring(mark(subject, field).length());
        return new BsonString(new String(Base64.getDecoder().decode(hidden), UTF_8));
    }

    private static String mark(Subject subject, String field) {
        return "encrypted:" + subject.type() + "|" + subject.id() + "|" + field + ":";
    }
}
