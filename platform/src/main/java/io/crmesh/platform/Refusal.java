package io.crmesh.platform;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was understood and turned down, with nothing changed. Anything else that is thrown is a bug or an
 * outage. The web layer alone knows which status each kind gets.
 */
public abstract sealed class Refusal extends RuntimeException {

    private final String slug;
    private final @Nullable Duration retryAfter;

    private Refusal(String slug, String message) {
        this(slug, message, null);
    }

    private Refusal(String slug, String message, @Nullable Duration retryAfter) {
        // A refusal is an answer, not a fault: nobody reads its stack trace, and it is the dearest part of throwing.
        super(message, null, false, false);
        this.slug = slug;
        this.retryAfter = retryAfter;
    }

    /** A stable name for programs to branch on; the message is for people. */
    public String slug() {
        return slug;
    }

    /** After which time it may be tried again; null where that would change nothing. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** One field of the request, as a path ({@code lines[0].quantity}), and what is wrong with it. */
    public record FieldError(String field, String message) {}

    /** It cannot be read: wrong syntax or wrong type (400). */
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

    /** It can be read but makes no sense (422). */
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

    /** There is no such record, or not for this caller (404). The id is not repeated: it is the caller's input. */
    public static final class NotFound extends Refusal {
        public NotFound(String what) {
            super("not-found", "There is no such " + what);
        }
    }

    /** There was one, and it was erased or deleted for good (410). */
    public static final class Gone extends Refusal {
        public Gone(String what) {
            super("gone", "This " + what + " was deleted");
        }
    }

    /** The record is in a state that forbids it, or another record holds what was asked for (409). */
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

    /** A change to an existing record must say which version it was made on (428). */
    public static final class VersionRequired extends Refusal {
        public VersionRequired() {
            super("version-required", "Say which version you saw: If-Match: \"<version>\"");
        }
    }

    /** The caller has asked too often for now (429 with Retry-After). */
    public static final class TooMany extends Refusal {
        public TooMany(String message, Duration retryAfter) {
            super("too-many-requests", message, retryAfter);
        }
    }

    /** Not now; nothing is known to be wrong with the request (503 with Retry-After). */
    public static final class Busy extends Refusal {
        public Busy(String message, Duration retryAfter) {
            super("busy", message, retryAfter);
        }
    }

    /** The fields at fault, where there are any. */
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
