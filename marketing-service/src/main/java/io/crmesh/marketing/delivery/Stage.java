package io.crmesh.marketing.delivery;

import io.crmesh.platform.event.Personal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stage of a delivery, with exactly what is known in it. Times are those of the database. */
public sealed interface Stage {

    /** It waits until it is due. */
    record Queued(Instant due, @Nullable String reason) implements Stage {}

    /** A sender checks it until then; after that another sender may claim it, since nothing was sent. */
    record Claimed(String token, Instant until) implements Stage {}

    /**
     * A sender sends it.
     *
     * @param mail none after the customer was erased
     * @param again whether an earlier attempt may have succeeded already
     */
    record HandingOver(
            String token, Instant until, @Personal @Nullable Mail mail, boolean again) implements Stage {}

    /**
     * Sending ended without a clear answer.
     *
     * @param mail none after the customer was erased
     */
    record Unknown(
            String token,
            @Nullable Instant due,
            @Personal @Nullable Mail mail,
            String reason) implements Stage {}

    /** The receiver has it. */
    record Sent(Instant at) implements Stage {}

    /** It cannot be sent, for good. */
    record Failed(String reason, Instant at) implements Stage {}

    /** It may not be sent. */
    record Suppressed(String reason, Instant at) implements Stage {}

    /** The stage as the API names it. */
    enum Name {
        QUEUED,
        CLAIMED,
        HANDING_OVER,
        UNKNOWN,
        SENT,
        FAILED,
        SUPPRESSED
    }

    default Name stageName() {
        return switch (this) {
            case Queued _ -> Name.QUEUED;
            case Claimed _ -> Name.CLAIMED;
            case HandingOver _ -> Name.HANDING_OVER;
            case Unknown _ -> Name.UNKNOWN;
            case Sent _ -> Name.SENT;
            case Failed _ -> Name.FAILED;
            case Suppressed _ -> Name.SUPPRESSED;
        };
    }

    /** When its next step is due; nothing if it needs none. */
    default @Nullable Instant nextStepAt() {
        return switch (this) {
            case Queued queued -> queued.due();
            case Claimed claimed -> claimed.until();
            case HandingOver handing -> handing.until();
            case Unknown unknown -> unknown.due();
            case Sent _, Failed _, Suppressed _ -> null;
        };
    }

    default @Nullable String stageReason() {
        return switch (this) {
            case Queued queued -> queued.reason();
            case Unknown unknown -> unknown.reason();
            case Failed failed -> failed.reason();
            case Suppressed suppressed -> suppressed.reason();
            case Claimed _, HandingOver _, Sent _ -> null;
        };
    }
}
