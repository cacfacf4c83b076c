package io.crmesh.platform.ops;

import com.mongodb.MongoException;
import io.crmesh.platform.deadletter.DeadLetterCounts;
import io.crmesh.platform.listener.GroupListeners;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Monitor of the listeners: reads lags and dead letters every ten seconds, so that probes and scrapes make no requests.
 */
class ConsumerMonitor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConsumerMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final GroupListeners listeners;
    private final DeadLetterCounts deadLetters;
    private final ConsumerLagReader lagReader;
    private final ProgressHealth progress;
    private final MeterRegistry meters;
    private final Map<String, DeadLetterCounts.Counts> counts = new ConcurrentHashMap<>();
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private volatile Thread thread = new Thread();

    ConsumerMonitor(
            GroupListeners listeners,
            DeadLetterCounts deadLetters,
            ConsumerLagReader lagReader,
            ProgressHealth progress,
            MeterRegistry meters) {
        this.listeners = listeners;
        this.deadLetters = deadLetters;
        this.lagReader = lagReader;
        this.progress = progress;
        this.meters = meters;
    }

    @Override
    public void start() {
        for (var group : listeners.groups()) {
            var name = group.name();
            Gauge.builder("crm.dead.letters", () -> countsOf(name).failed())
                    .tags("group", name, "state", "failed")
                    .register(meters);
            Gauge.builder("crm.dead.letters", () -> countsOf(name).awaitingGap())
                    .tags("group", name, "state", "awaiting-gap")
                    .register(meters);
            Gauge.builder("crm.events.lag", () -> lags.getOrDefault(name, 0L))
                    .tag("group", name)
                    .register(meters);
        }
        thread = Thread.ofVirtual().name("consumer-monitor").start(this::monitor);
    }

    private DeadLetterCounts.Counts countsOf(String group) {
        return counts.getOrDefault(group, new DeadLetterCounts.Counts(0, 0));
    }

    private void monitor() {
        try {
            while (true) {
                read();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            // The service stops.
        }
    }

    private void read() {
        var groups = listeners.groups();
        var read = lagReader.lags(listeners);
        read.ifPresent(all -> all.forEach((group, lag) -> lags.put(group, lag.behind())));
        progress.note(groups, read);
        try {
            groups.forEach(group -> counts.put(group.name(), deadLetters.of(group.name())));
        } catch (MongoException | IllegalStateException e) {
            log.debug("The dead letters cannot be counted now", e);
        }
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
