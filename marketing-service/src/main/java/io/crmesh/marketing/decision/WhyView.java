package io.crmesh.marketing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.condition.Condition.LeafResult;
import io.crmesh.marketing.delivery.DeliveryView;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * View: why a customer got a message from an automation, or none.
 *
 * @param events of the type that it waits for, newest first, and how it judged each
 * @param messages the deliveries that followed
 */
record WhyView(String automation, String customer, Answer answer, List<Attempt> events, List<DeliveryView> messages) {

    /** The short answer. */
    enum Answer {
        /** No event that it waits for happened. */
        NO_SUCH_EVENT,
        /** The event was imported or is of the past: only live events start a run. */
        NOT_LIVE,
        /** It was not enabled when the event was recorded. */
        NOT_ENABLED,
        /** The condition did not hold; the events say which leaf. */
        NOT_MATCHED,
        /** It started for this customer before. */
        ALREADY,
        /** It started; its message is on its way. */
        WAITING,
        /** An emergency stop holds it. */
        STOPPED,
        /** It was not allowed to be sent; the message says why. */
        SUPPRESSED,
        /** It could not be sent. */
        FAILED,
        /** It is not known whether it arrived. */
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

    /** How one event was judged. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            String event,
            Instant recordedAt,
            @Nullable Integer version,
            Answer answer,
            List<LeafResult> leaves,
            @Nullable String run) {

        static Attempt of(RecordedEvent event, Verdict verdict) {
            return new Attempt(
                    event.id(),
                    event.recordedAt(),
                    verdict.version(),
                    Answer.of(verdict.outcome()),
                    verdict.leaves(),
                    verdict.run());
        }

        static Attempt notEvaluated(RecordedEvent event) {
            var answer = event.mode() == Mode.LIVE ? Answer.NOT_ENABLED : Answer.NOT_LIVE;
            return new Attempt(event.id(), event.recordedAt(), null, answer, List.of(), null);
        }
    }
}
