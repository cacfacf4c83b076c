package io.crmesh.marketing.delivery;

import io.crmesh.platform.fact.Personal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a message stands, with exactly what is known there. Times are those of the database. */
public sealed interface Stage {

    /** It waits until it is due. */
    record Queued(Instant due, @Nullable String reason) implements Stage {}

    /** A sender has it until then; if that one is not heard of any more, another may take it: nothing left the house. */
    record Claimed(String token, Instant until) implements Stage {}

    /**
     * A sender is in conversation with the receiver.
     *
     * @param mail none any more once the customer was erased
     * @param again whether an earlier hand-over may have succeeded already
     */
    record HandingOver(
            String token, Instant until, @Personal @Nullable Mail mail, boolean again) implements Stage {}

    /**
     * A hand-over ended without a clear answer.
     *
     * @param mail none any more once the customer was erased
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

    /** What people and other programs call it. */
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

    /** When somebody must look after it; nothing if it is at rest. */
    default @Nullable Instant attention() {
        return switch (this) {
            case Queued queued -> queued.due();
            case Claimed claimed -> claimed.until();
            case HandingOver handing -> handing.until();
            case Unknown unknown -> unknown.due();
            case Sent _, Failed _, Suppressed _ -> null;
        };
    }

    default @Nullable String why() {
        return switch (this) {
            case Queued queued -> queued.reason();
            case Unknown unknown -> unknown.reason();
            case Failed failed -> failed.reason();
            case Suppressed suppressed -> suppressed.reason();
            case Claimed _, HandingOver _, Sent _ -> null;
        };
    }
}
