package io.crmesh.gateway.identity;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How values stand in documents. */
final class Bson {

    private Bson() {}

    /** False if what is to be written must be unique and is not. */
    static boolean unlessTaken(Runnable write) {
        try {
            write.run();
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    static List<String> sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    static Set<String> texts(Document document, String field) {
        return new HashSet<>(document.getList(field, String.class, List.of()));
    }

    static Instant time(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    static @Nullable Instant timeOrNothing(Document document, String field) {
        var date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
