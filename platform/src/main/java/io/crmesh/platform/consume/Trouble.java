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
import io.crmesh.platform.fact.Envelope;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** What a failure says about trying again. */
enum Trouble {
    /** An outage: it passes, however long it takes, and no fact is to blame. */
    PASSING,
    /** It would fail the same way for ever. */
    HOPELESS,
    /** Nobody thought of this one: worth a few tries. */
    UNKNOWN;

    private static final int DEEPEST = 16;

    static Trouble of(Throwable failure) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
            var trouble = alone(cause);
            if (trouble != UNKNOWN) {
                return trouble;
            }
            cause = cause.getCause();
        }
        return UNKNOWN;
    }

    private static Trouble alone(Throwable failure) {
        return switch (failure) {
            case Refusal.Busy _, Outage _ -> PASSING;
            case Refusal _, UnreadableBody _, Envelope.Unreadable _ -> HOPELESS;
            case MongoException database when passes(database) -> PASSING;
            case RetriableException _, IOException _, TimeoutException _, InterruptedException _ -> PASSING;
            case RuntimeException breaker
            when breaker.getClass().getSimpleName().equals("CallNotPermittedException") -> PASSING;
            default -> UNKNOWN;
        };
    }

    private static boolean passes(MongoException failure) {
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

    /** What may be shown: our own words, but of a foreign failure only its kind and place, as its words may quote data. */
    static String words(Throwable failure) {
        return switch (failure) {
            case Refusal _, UnreadableBody _, Envelope.Unreadable _, MissingFacts _, Outage _ ->
                failure.getClass().getSimpleName() + ": " + failure.getMessage();
            default -> failure.getClass().getName() + at(failure.getStackTrace());
        };
    }

    private static String at(StackTraceElement @Nullable [] trace) {
        return trace == null || trace.length == 0 ? "" : " at " + trace[0];
    }
}
