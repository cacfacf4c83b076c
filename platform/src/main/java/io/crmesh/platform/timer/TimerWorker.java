package io.crmesh.platform.timer;

import com.mongodb.MongoException;
import io.crmesh.platform.timer.Claims.Claim;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Background worker that fires due timers. It starts after all beans that a task may need and stops before them. It
 * waits for a database that does not answer.
 */
final class TimerWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TimerWorker.class);
    private static final int BATCH = 100;

    private final Claims claims;
    private final Map<String, TimerTask> tasks = new HashMap<>();
    private final TimerSettings settings;
    private final Timer lateness;
    private boolean prepared;
    private volatile boolean running;
    private Thread thread = new Thread();

    TimerWorker(Claims claims, List<TimerTask> tasks, TimerSettings settings, MeterRegistry meters) {
        this.claims = claims;
        this.settings = settings;
        for (var task : tasks) {
            if (this.tasks.put(task.kind(), task) != null) {
                throw new IllegalStateException("There are two tasks for timers of kind " + task.kind());
            }
        }
        this.lateness = Timer.builder("crm.timers.lateness")
                .description("Time from a timer's falling due to its being fired")
                .publishPercentileHistogram()
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        if (!tasks.isEmpty()) {
            thread = Thread.ofVirtual().name("timers").start(this::work);
        }
    }

    private void work() {
        try {
            while (running) {
                if (fireDueOrLog() < BATCH) {
                    Thread.sleep(settings.poll());
                }
            }
        } catch (InterruptedException _) {
            // The service stops.
        }
    }

    private int fireDueOrLog() {
        try {
            return fireDue();
        } catch (MongoException e) {
            log.warn("The database does not answer the timers; they try again: {}", e.toString());
            return 0;
        }
    }

    /** Fires the timers that are due now, and returns their number. */
    int fireDue() {
        if (!prepared) {
            claims.prepareIndexes();
            prepared = true;
        }
        claims.releaseExpired();
        var claimed = claims.claim(tasks.keySet(), BATCH);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(claim -> threads.execute(() -> fire(claim)));
        }
        return claimed.size();
    }

    private void fire(Claim claim) {
        var due = claim.due();
        try {
            lateness.record(Duration.between(due.at(), claims.now()));
            Objects.requireNonNull(tasks.get(due.kind())).fire(due);
            claims.end(claim);
        } catch (RuntimeException e) {
            log.warn("Timer {} of kind {} failed and is fired again later", due.id(), due.kind(), e);
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread.isAlive()) {
            thread.interrupt();
            try {
                var _ = thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
