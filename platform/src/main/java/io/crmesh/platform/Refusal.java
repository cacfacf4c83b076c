package io.crmesh.platform;

import io.crmesh.web.FieldError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Domain refusal: the request was understood and refused, and nothing was changed. Any other exception is a bug or an
 * outage. Only the web layer maps each kind to a status.
 */
public abstract sealed class Refusal extends RuntimeException {

    private final String slug;
    private final @Nullable Duration retryAfter;

    private Refusal(String slug, String message) {
        this(slug, message, null);
    }

    private Refusal(String slug, String message, @Nullable Duration retryAfter) {
        // A refusal is an answer, not a failure: its stack trace would cost most of the throwing and serve no purpose.
        super(message, null, false, false);
        this.slug = slug;
        this.retryAfter = retryAfter;
    }

    /** A stable name that clients can branch on; the message is for people. */
    public String slug() {
        return slug;
    }

    /** How long a client should wait before a retry; null where a retry would change nothing. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The request cannot be read: wrong syntax or wrong type (400). */
    public static final class Unreadable extends Refusal {
        private final List<FieldError> errors;

        public Unreadable(String field, String message) {
            super("unreadable", message);
            this.errors = List.of(new FieldError(field, message));
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /** The request can be read but its content is invalid (422). */
    public static final class Impossible extends Refusal {
        private final List<FieldError> errors;

        public Impossible(String field, String message) {
            this("impossible", List.of(new FieldError(field, message)));
        }

        public Impossible(String slug, List<FieldError> errors) {
            super(slug, errors.isEmpty() ? "Impossible" : errors.getFirst().message());
            this.errors = List.copyOf(errors);
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /** The caller lacks a permission (403). */
    public static final class Forbidden extends Refusal {
        public Forbidden(String permission) {
            super("forbidden", "This needs a permission that you do not have: " + permission);
        }
    }

    /**
     * The record does not exist, or the caller may not see it (404). The message does not repeat the id, which is the
     * caller's input.
     */
    public static final class NotFound extends Refusal {
        public NotFound(String what) {
            super("not-found", "There is no such " + what);
        }
    }

    /** The record existed and was erased or deleted for good (410). */
    public static final class Gone extends Refusal {
        public Gone(String what) {
            super("gone", "This " + what + " was deleted");
        }
    }

    /** The record's state forbids the change, or the request conflicts with another record (409). */
    public static final class RuleBroken extends Refusal {
        public RuleBroken(String slug, String message) {
            super(slug, message);
        }
    }

    /** The caller saw an older version of the record (412). */
    public static final class StaleVersion extends Refusal {
        public StaleVersion(long expected, long actual) {
            super("stale-version", "Expected version " + expected + " but it is at " + actual);
        }
    }

    /** A change to an existing record must name the version that it is based on (428). */
    public static final class VersionRequired extends Refusal {
        public VersionRequired() {
            super("version-required", "Say which version you saw: If-Match: \"<version>\"");
        }
    }

    /** The caller has sent too many requests (429 with Retry-After). */
    public static final class TooMany extends Refusal {
        public TooMany(String message, Duration retryAfter) {
            super("too-many-requests", message, retryAfter);
        }
    }

    /** The service cannot serve the request now, though the request is not known to be wrong (503 with Retry-After). */
    public static final class Busy extends Refusal {
        public Busy(String message, Duration retryAfter) {
            super("busy", message, retryAfter);
        }
    }

    /** The invalid fields, if the refusal names any. */
    public static List<FieldError> fieldsOf(@Nullable Refusal refusal) {
        return switch (refusal) {
            case Unreadable unreadable -> unreadable.errors();
            case Impossible impossible -> impossible.errors();
            case Forbidden _, NotFound _, Gone _, RuleBroken _, StaleVersion _, VersionRequired _, TooMany _, Busy _ ->
                List.of();
            case null -> List.of();
        };
    }
}
