package io.crmesh.platform.listener;

import static java.util.Objects.requireNonNull;

import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.FailureKind;
import io.crmesh.platform.consume.Outage;
import io.crmesh.platform.consume.RetryBackoff;
import io.crmesh.platform.deadletter.DeadLetter;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.FailureRate;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Record processor: applies a record, makes it a dead letter, appends it behind dead letters of its aggregate, or lets
 * it await a gap. It returns only when one of these is stored. An outage is thrown, and the record is delivered again.
 */
class RecordProcessor {

    private static final Logger log = LoggerFactory.getLogger(RecordProcessor.class);

    /** Events of one key per write: few enough that the pending events of the document stay small. */
    private static final int EVENTS_PER_WRITE = 16;

    private final ConsumerInvoker invoker;
    private final DeadLetterQueue deadLetters;
    private final FailureRate failureRate;
    private final RetryBackoff backoff;
    private final Set<String> blockedStreams = ConcurrentHashMap.newKeySet();
    private volatile boolean reassigned = true;

    RecordProcessor(
            ConsumerInvoker invoker, DeadLetterQueue deadLetters, FailureRate failureRate, RetryBackoff backoff) {
        this.invoker = invoker;
        this.deadLetters = deadLetters;
        this.failureRate = failureRate;
        this.backoff = backoff;
    }

    /** Another process may have blocked streams of the partitions that were assigned now. */
    void assigned() {
        reassigned = true;
    }

    /** Prepares for a batch; if it throws, the batch is polled again. */
    void beforeBatch() {
        if (reassigned) {
            reassigned = false;
            try {
                blockedStreams.addAll(deadLetters.blockedStreams(invoker.group()));
            } catch (RuntimeException e) {
                reassigned = true;
                throw e;
            }
        }
        invoker.consumer().polled();
    }

    /** Processes the records of one key: in one write as far as possible, the others one by one. */
    void processAll(List<ConsumerRecord<byte[], byte[]>> ofOneKey) throws InterruptedException {
        for (var next = 0; next < ofOneKey.size(); ) {
            var chunk = ofOneKey.subList(next, Math.min(ofOneKey.size(), next + EVENTS_PER_WRITE));
            var done = applyTogether(chunk);
            for (var delivery : chunk.subList(done, chunk.size())) {
                process(delivery);
            }
            next += chunk.size();
        }
    }

    /** Applies the first of these in one write and returns their number; the others are then processed one by one. */
    private int applyTogether(List<ConsumerRecord<byte[], byte[]>> deliveries) {
        var events = unblocked(deliveries);
        if (events.size() < 2) {
            return 0;
        }
        try {
            var outcomes = invoker.applyAll(events);
            var applied = 0;
            while (applied < outcomes.size() && outcomes.get(applied).isEffective()) {
                applied++;
            }
            deliveries.subList(0, applied).forEach(delivery -> failureRate.handled(partition(delivery)));
            return applied;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Processing them one by one shows which event fails.
            log.debug(
                    "{} processes events of {} one by one",
                    invoker.group(),
                    events.getFirst().key(),
                    e);
            return 0;
        }
    }

    /** The events before the first that is unreadable or belongs to a blocked stream. */
    private List<RecordedEvent> unblocked(List<ConsumerRecord<byte[], byte[]>> deliveries) {
        var events = new ArrayList<RecordedEvent>();
        for (var delivery : deliveries) {
            try {
                var event = Envelope.read(delivery);
                if (blockedStreams.contains(DeadLetter.streamKey(invoker.group(), event.stream()))) {
                    return events;
                }
                events.add(event);
            } catch (Envelope.Unreadable _) {
                return events;
            }
        }
        return events;
    }

    void process(ConsumerRecord<byte[], byte[]> delivery) throws InterruptedException {
        failureRate.handled(partition(delivery));
        RecordedEvent event;
        try {
            event = Envelope.read(delivery);
        } catch (Envelope.Unreadable e) {
            deadLetter(DeadLetter.of(invoker.group(), delivery, null, State.FAILED, FailureKind.describe(e), 1));
            return;
        }
        if (!isAppended(delivery, event)) {
            apply(delivery, event);
        }
    }

    private boolean isAppended(ConsumerRecord<byte[], byte[]> delivery, RecordedEvent event) {
        var streamKey = DeadLetter.streamKey(invoker.group(), event.stream());
        if (!blockedStreams.contains(streamKey)) {
            return false;
        }
        if (deadLetters.append(invoker.group(), delivery, event)) {
            invoker.count("appended");
            return true;
        }
        blockedStreams.remove(streamKey);
        return false;
    }

    private void apply(ConsumerRecord<byte[], byte[]> delivery, RecordedEvent event) throws InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                switch (invoker.apply(event)) {
                    case APPLIED, DUPLICATE -> {}
                    case GAP -> await(DeadLetter.afterGap(invoker.group(), delivery, event));
                    case AHEAD -> await(DeadLetter.ahead(invoker.group(), delivery, event));
                }
                return;
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // Every kind of failure: one event must not stop those behind it.
                if (isGivenUp(e, tries)) {
                    deadLetter(DeadLetter.of(
                            invoker.group(), delivery, event, State.FAILED, FailureKind.describe(e), tries));
                    return;
                }
            }
            backoff.await(tries);
        }
    }

    private boolean isGivenUp(Throwable failure, int tries) {
        return switch (FailureKind.of(failure)) {
            case TRANSIENT -> throw new Outage(failure);
            case PERMANENT -> true;
            case UNKNOWN -> {
                log.warn("{} failed at try {}: {}", invoker.group(), tries, FailureKind.describe(failure));
                yield backoff.isExhausted(tries);
            }
        };
    }

    private void await(DeadLetter letter) {
        deadLetters.add(letter);
        blockedStreams.add(requireNonNull(letter.streamKey()));
        log.info("{} lets event {} of {} wait: {}", letter.group(), letter.sequence(), letter.stream(), letter.error());
    }

    private void deadLetter(DeadLetter letter) {
        failureRate.failed(partition(letter.delivery()));
        deadLetters.add(letter);
        var streamKey = letter.streamKey();
        if (streamKey != null) {
            blockedStreams.add(streamKey);
        }
        invoker.count("dead-lettered");
        log.warn("{} became a dead letter: {}", letter.id(), letter.error());
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> delivery) {
        return new TopicPartition(delivery.topic(), delivery.partition());
    }
}
