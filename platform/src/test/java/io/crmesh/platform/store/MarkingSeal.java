package io.crmesh.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.Refusal.Gone;
import java.util.Base64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A seal that is no secret but can be seen: each sealed value names its associated data.
 *
 * @param erased a record whose person's key was destroyed
 */
record MarkingSeal(String erased) implements Seal {

    MarkingSeal() {
        this("nobody");
    }

    @Override
    public BsonValue seal(Subject subject, String field, BsonValue clear) {
        if (subject.id().equals(erased)) {
            throw new Gone(subject.type());
        }
        var hidden =
                Base64.getEncoder().encodeToString(clear.asString().getValue().getBytes(UTF_8));
        return new BsonString(mark(subject, field) + hidden);
    }

    @Override
    public boolean isSealed(BsonValue stored) {
        return stored.isString() && stored.asString().getValue().startsWith("sealed:");
    }

    @Override
    public @Nullable BsonValue open(Subject subject, String field, BsonValue stored) {
        if (!isSealed(stored)) {
            return stored;
        }
        if (subject.id().equals(erased)) {
            return null;
        }
        var text = stored.asString().getValue();
        if (!text.startsWith(mark(subject, field))) {
            throw new AssertionError("sealed for another place: " + text);
        }
        var hidden = text.substring(mark(subject, field).length());
        return new BsonString(new String(Base64.getDecoder().decode(hidden), UTF_8));
    }

    private static String mark(Subject subject, String field) {
        return "sealed:" + subject.type() + "|" + subject.id() + "|" + field + ":";
    }
}
