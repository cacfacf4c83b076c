package io.crmesh.platform.consume;

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
 * A batch that could not be settled is polled again, for ever: every partition of it that is still ours goes back to its
 * first record, nothing is committed, and the consumer rests meanwhile. (Keeping the batch in memory and retrying it, as
 * Spring's own handler does, would commit old offsets over newer ones after a rebalance.)
 */
class Again implements CommonErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(Again.class);
    private static final Duration FULL = Duration.ofSeconds(10);

    private record Pause(String reason, Instant until) {}

    private final ConsumeSettings settings;
    private final Intake intake;
    private final ThreadLocal<Integer> failures = ThreadLocal.withInitial(() -> 0);
    private final Map<TopicPartition, Pause> paused = new ConcurrentHashMap<>();

    Again(ConsumeSettings settings, Intake intake) {
        this.settings = settings;
        this.intake = intake;
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
        intake.waits();
        var ours = consumer.assignment();
        for (var partition : batch.partitions()) {
            if (ours.contains(partition)) {
                consumer.seek(partition, batch.records(partition).getFirst().offset());
            }
        }
        if (root(thrown) instanceof TooManyParked tooMany) {
            paused.put(
                    tooMany.partition(),
                    new Pause(tooMany.reason(), Instant.now().plus(FULL)));
            container.pausePartition(tooMany.partition());
            log.error("Paused {}", tooMany.reason());
            return;
        }
        rest(thrown, container);
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        rest(thrown, container);
    }

    private void rest(Exception thrown, MessageListenerContainer container) {
        var n = failures.get() + 1;
        failures.set(n);
        var pause = settings.pause(n);
        log.warn("{} waits {} ms, attempt {}: {}", container.getGroupId(), pause.toMillis(), n, words(thrown));
        try {
            ListenerUtils.stoppableSleep(container, pause.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets paused partitions try once more; they pause again if nothing was done about the reason. */
    void resumeDue(MessageListenerContainer container) {
        var now = Instant.now();
        for (var partition : Set.copyOf(paused.keySet())) {
            var pause = paused.get(partition);
            if (pause != null && pause.until().isBefore(now) && paused.remove(partition, pause)) {
                container.resumePartition(partition);
            }
        }
    }

    /** Why partitions wait. */
    Set<String> reasons() {
        return paused.values().stream().map(Pause::reason).collect(Collectors.toUnmodifiableSet());
    }

    private static Throwable root(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null && !(cause instanceof TooManyParked)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Throwable thrown) {
        return Trouble.words(root(thrown));
    }
}
