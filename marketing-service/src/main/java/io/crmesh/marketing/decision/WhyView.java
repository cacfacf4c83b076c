package io.crmesh.marketing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.condition.Condition.LeafResult;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.DeliveryView;
import io.crmesh.platform.consume.Waited;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * View: why a customer got a message from an automation, or none.
 *
 * @param events of the type that it waits for, newest first, and how it judged each
 * @param messages the deliveries that followed from them, and those of its last start
 * @param next the number below which earlier events are found; absent after the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WhyView(
        String automation,
        String customer,
        Answer answer,
        List<Attempt> events,
        List<DeliveryView> messages,
        @Nullable Long next) {

    /** The short answer. */
    enum Answer {
        /** No event that it waits for is among those that were read. */
        NO_SUCH_EVENT,
        /** The event was imported or is of the past: only live events start a run. */
        NOT_LIVE,
        /** It was not enabled when the event was recorded. */
        NOT_ENABLED,
        /** The condition did not hold; the events say which leaf. */
        NOT_MATCHED,
        /** It started for this customer before. */
        ALREADY,
        /** It could not judge the event because of an error in its rule; a person must look at it. */
        PARKED,
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
                case PARKED -> PARKED;
            };
        }

        /** What became of the messages of one run, of which at least one is known. */
        static Answer of(List<DeliveryView> messages) {
            var answers = messages.stream()
                    .map(Answer::of)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Answer.class)));
            return Stream.of(STOPPED, WAITING, UNKNOWN, FAILED, SENT, SUPPRESSED)
                    .filter(answers::contains)
                    .findFirst()
                    .orElse(WAITING);
        }

        private static Answer of(DeliveryView message) {
            return switch (message.progress().state()) {
                case SENT -> SENT;
                case SUPPRESSED -> SUPPRESSED;
                case FAILED -> FAILED;
                case UNKNOWN, HANDING_OVER -> UNKNOWN;
                case QUEUED, CLAIMED ->
                    Delivery.STOPPED.equals(message.progress().reason()) ? STOPPED : WAITING;
            };
        }
    }

    /**
     * How one event was judged.
     *
     * @param waited which event was missing when this one came, the one before it or the customer's that it rests on, and how
     *     long this one waited for it; absent if it did not wait
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            String event,
            Instant recordedAt,
            @Nullable Integer version,
            Answer answer,
            List<LeafResult> leaves,
            @Nullable String run,
            @Nullable Waited waited) {

        static Attempt of(RecordedEvent event, Verdict verdict, @Nullable Waited waited) {
            return new Attempt(
                    event.id(),
                    event.recordedAt(),
                    verdict.version(),
                    Answer.of(verdict.outcome()),
                    verdict.leaves(),
                    verdict.run(),
                    waited);
        }

        /** The same with what became of its run's messages, if they are known. */
        Attempt with(Map<String, List<DeliveryView>> messagesOfRuns) {
            var messages = run == null ? List.<DeliveryView>of() : messagesOfRuns.getOrDefault(run, List.of());
            return messages.isEmpty()
                    ? this
                    : new Attempt(event, recordedAt, version, Answer.of(messages), leaves, run, waited);
        }

        static Attempt notEvaluated(RecordedEvent event, @Nullable Waited waited) {
            var answer = event.mode() == Mode.LIVE ? Answer.NOT_ENABLED : Answer.NOT_LIVE;
            return new Attempt(event.id(), event.recordedAt(), null, answer, List.of(), null, waited);
        }
    }
}
