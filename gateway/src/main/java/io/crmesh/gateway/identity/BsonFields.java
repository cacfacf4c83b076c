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

/** Conversions between values and fields of BSON documents. */
public final class BsonFields {

    private BsonFields() {}

    /** False if a unique value of the written document exists already. */
    public static boolean unlessDuplicate(Runnable write) {
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

    public static List<String> sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    public static Set<String> texts(Document document, String field) {
        return new HashSet<>(document.getList(field, String.class, List.of()));
    }

    public static Instant time(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    public static @Nullable Instant timeOrNull(Document document, String field) {
        var date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
