package io.crmesh.platform.consume;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.crmesh.platform.Refusal;
import io.crmesh.platform.event.Envelope;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Classification of failures: whether another try can help. */
public enum FailureKind {
    /** An outage: it ends by itself, however long it takes, and the event is not its cause. */
    TRANSIENT,
    /** The event would fail the same way for ever. */
    PERMANENT,
    /** An unclassified failure: worth a few tries. */
    UNKNOWN;

    private static final int MAX_DEPTH = 16;

    public static FailureKind of(Throwable failure) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            var kind = kindOf(cause);
            if (kind != UNKNOWN) {
                return kind;
            }
            cause = cause.getCause();
        }
        return UNKNOWN;
    }

    private static FailureKind kindOf(Throwable failure) {
        return switch (failure) {
            case Refusal.Busy _, Outage _ -> TRANSIENT;
            case Refusal _, UnreadableBody _, Envelope.Unreadable _ -> PERMANENT;
            case MongoException database when isTransient(database) -> TRANSIENT;
            case RetriableException _, IOException _, TimeoutException _, InterruptedException _ -> TRANSIENT;
            case RuntimeException open
            when open.getClass().getSimpleName().equals("CallNotPermittedException") -> TRANSIENT;
            default -> UNKNOWN;
        };
    }

    private static boolean isTransient(MongoException failure) {
        return switch (failure) {
            case MongoTimeoutException _,
                    MongoSocketException _,
                    MongoNotPrimaryException _,
                    MongoNodeIsRecoveringException _,
                    MongoConnectionPoolClearedException _,
                    MongoExecutionTimeoutException _,
                    MongoInterruptedException _,
                    MongoWriteConcernException _ -> true;
            default -> failure.hasErrorLabel("RetryableWriteError");
        };
    }

    /**
     * A message without data: our own text, but only class and place of a foreign failure, as its text may quote data.
     */
    public static String describe(Throwable failure) {
        return switch (failure) {
            case Refusal _, UnreadableBody _, Envelope.Unreadable _, MissingEvents _, Outage _ ->
                failure.getClass().getSimpleName() + ": " + failure.getMessage();
            default -> failure.getClass().getName() + at(failure.getStackTrace());
        };
    }

    private static String at(StackTraceElement @Nullable [] trace) {
        return trace == null || trace.length == 0 ? "" : " at " + trace[0];
    }
}
