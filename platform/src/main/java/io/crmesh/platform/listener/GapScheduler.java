package io.crmesh.platform.listener;

import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.FailureKind;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.DeadLetterQueue.DueStream;
import io.crmesh.platform.deadletter.DeadLetterReplay;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scheduler that fills the gaps of one group in the background: it replays each aggregate that awaits missing events as
 * soon as their owner answers, with growing backoff. Other aggregates do not wait for it.
 */
class GapScheduler implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(GapScheduler.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** When a topic lags, thousands of aggregates wait: neither owner nor database may be flooded by their replays. */
    private static final int CONCURRENT = 16;

    private static final int AT_ONCE = 500;

    private final String group;
    private final DeadLetterQueue deadLetters;
    private final DeadLetterReplay replay;
    private final ConsumeSettings settings;

    GapScheduler(String group, DeadLetterQueue deadLetters, DeadLetterReplay replay, ConsumeSettings settings) {
        this.group = group;
        this.deadLetters = deadLetters;
        this.replay = replay;
        this.settings = settings;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                fillAll();
                Thread.sleep(INTERVAL);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                // The database does not answer, or is closed because the service stops: the loop must outlive an
                // outage.
                if (!isRested()) {
                    return;
                }
                log.warn("{} cannot look for gaps: {}", group, FailureKind.describe(e));
            }
        }
    }

    private static boolean isRested() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void fillAll() {
        var due = deadLetters.due(group, AT_ONCE);
        if (due.isEmpty()) {
            return;
        }
        try (var threads =
                Executors.newFixedThreadPool(CONCURRENT, Thread.ofVirtual().factory())) {
            due.forEach(stream -> threads.execute(() -> fill(stream)));
        }
    }

    private void fill(DueStream due) {
        var claim = deadLetters.claimWaiting(group, due.stream());
        if (claim.isEmpty()) {
            return;
        }
        var result = replay.replay(claim.get());
        if (result.transientFailure()) {
            var wait = settings.backoff(due.attempts() + 1);
            deadLetters.postpone(claim.get().streamKey(), wait);
            log.info("{} cannot fill the gap of {} yet: {}", group, due.stream(), result.error());
        } else if (!result.unblocked()) {
            log.warn("{} cannot fill the gap of {}: {}", group, due.stream(), result.error());
        }
    }
}
