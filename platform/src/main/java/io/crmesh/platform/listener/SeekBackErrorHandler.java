package io.crmesh.platform.listener;

import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.FailureKind;
import io.crmesh.platform.deadletter.TooManyDeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Error handler that seeks back: a batch that failed is polled again, without a limit of tries. Every partition of it
 * that is still assigned goes back to its first record, no offset is committed, and the consumer backs off. Spring's
 * own handler retries the batch from memory, and so would commit old offsets over newer ones after a rebalance.
 */
class SeekBackErrorHandler implements CommonErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(SeekBackErrorHandler.class);
    private static final Duration PAUSE_WHEN_TOO_MANY = Duration.ofSeconds(10);

    private record Pause(String reason, Instant until) {}

    private final ConsumeSettings settings;
    private final BatchProcessor batchProcessor;
    private final ThreadLocal<Integer> failures = ThreadLocal.withInitial(() -> 0);
    private final Map<TopicPartition, Pause> paused = new ConcurrentHashMap<>();

    SeekBackErrorHandler(ConsumeSettings settings, BatchProcessor batchProcessor) {
        this.settings = settings;
        this.batchProcessor = batchProcessor;
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void clearThreadState() {
        failures.remove();
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> batch,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invoke) {
        batchProcessor.awaitsOutage();
        var assigned = consumer.assignment();
        for (var partition : batch.partitions()) {
            if (assigned.contains(partition)) {
                consumer.seek(partition, batch.records(partition).getFirst().offset());
            }
        }
        if (root(thrown) instanceof TooManyDeadLetters tooMany) {
            paused.put(
                    tooMany.partition(),
                    new Pause(tooMany.reason(), Instant.now().plus(PAUSE_WHEN_TOO_MANY)));
            container.pausePartition(tooMany.partition());
            log.error("Paused {}", tooMany.reason());
            return;
        }
        backOff(thrown, container);
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        backOff(thrown, container);
    }

    private void backOff(Exception thrown, MessageListenerContainer container) {
        var attempt = failures.get() + 1;
        failures.set(attempt);
        var wait = settings.backoff(attempt);
        log.warn("{} waits {} ms, attempt {}: {}", container.getGroupId(), wait.toMillis(), attempt, describe(thrown));
        try {
            ListenerUtils.stoppableSleep(container, wait.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resumes partitions whose pause is over; they pause again if the reason persists. */
    void resumeDue(MessageListenerContainer container) {
        var now = Instant.now();
        for (var partition : Set.copyOf(paused.keySet())) {
            var pause = paused.get(partition);
            if (pause != null && pause.until().isBefore(now) && paused.remove(partition, pause)) {
                container.resumePartition(partition);
            }
        }
    }

    /** Why partitions are paused. */
    Set<String> pauseReasons() {
        return paused.values().stream().map(Pause::reason).collect(Collectors.toUnmodifiableSet());
    }

    private static Throwable root(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null && !(cause instanceof TooManyDeadLetters)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String describe(Throwable thrown) {
        return FailureKind.describe(root(thrown));
    }
}
