package io.crmesh.marketing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.condition.Condition.Said;
import io.crmesh.marketing.delivery.DeliveryView;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer got something from an automation, or nothing.
 *
 * @param facts of the kind that it waits for, newest first, and what it made of each
 * @param messages that followed
 */
record WhyView(String automation, String customer, Answer answer, List<Tried> facts, List<DeliveryView> messages) {

    /** The short answer. */
    enum Answer {
        /** Nothing happened that it waits for. */
        NO_SUCH_FACT,
        /** What happened was brought in later, or from elsewhere: only what happens now starts anything. */
        NOT_LIVE,
        /** It was not on when that happened. */
        NOT_ENABLED,
        /** The condition did not hold; the facts say which leaf. */
        NOT_MATCHED,
        /** It began for this customer before. */
        ALREADY,
        /** It began; its message is on its way. */
        WAITING,
        /** It is held by an emergency stop. */
        STOPPED,
        /** It might not be sent; the message says why. */
        SUPPRESSED,
        /** It could not be sent. */
        FAILED,
        /** Nobody knows whether it arrived. */
        UNKNOWN,
        /** It was sent. */
        SENT;

        static Answer of(Verdict.Outcome outcome) {
            return switch (outcome) {
                case STARTED -> WAITING;
                case NOT_MATCHED -> NOT_MATCHED;
                case ALREADY -> ALREADY;
            };
        }
    }

    /** What was made of one fact. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tried(
            String fact,
            Instant recordedAt,
            @Nullable Integer version,
            Answer answer,
            List<Said> leaves,
            @Nullable String run) {

        static Tried of(Fact fact, Verdict verdict) {
            return new Tried(
                    fact.id(),
                    fact.recordedAt(),
                    verdict.version(),
                    Answer.of(verdict.outcome()),
                    verdict.leaves(),
                    verdict.run());
        }

        static Tried unjudged(Fact fact) {
            var answer = fact.mode() == Mode.LIVE ? Answer.NOT_ENABLED : Answer.NOT_LIVE;
            return new Tried(fact.id(), fact.recordedAt(), null, answer, List.of(), null);
        }
    }
}
