package io.crmesh.platform.ops;

import com.mongodb.MongoException;
import io.crmesh.platform.consume.Listeners;
import io.crmesh.platform.consume.ParkedCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds how the listeners stand, so that probes and scrapes need to ask nobody. */
class Watch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Listeners listeners;
    private final ParkedCounts parked;
    private final Brokers brokers;
    private final ProgressHealth progress;
    private final MeterRegistry meters;
    private final Map<String, ParkedCounts.Rows> rows = new ConcurrentHashMap<>();
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private volatile Thread looking = new Thread();

    Watch(Listeners listeners, ParkedCounts parked, Brokers brokers, ProgressHealth progress, MeterRegistry meters) {
        this.listeners = listeners;
        this.parked = parked;
        this.brokers = brokers;
        this.progress = progress;
        this.meters = meters;
    }

    @Override
    public void start() {
        for (var group : listeners.groups()) {
            var name = group.name();
            Gauge.builder("crm.parked.rows", () -> rowsOf(name).parked())
                    .tags("group", name, "state", "parked")
                    .register(meters);
            Gauge.builder("crm.parked.rows", () -> rowsOf(name).held())
                    .tags("group", name, "state", "held")
                    .register(meters);
            Gauge.builder("crm.facts.lag", () -> lags.getOrDefault(name, 0L))
                    .tag("group", name)
                    .register(meters);
        }
        looking = Thread.ofVirtual().name("watch").start(this::watch);
    }

    private ParkedCounts.Rows rowsOf(String group) {
        return rows.getOrDefault(group, new ParkedCounts.Rows(0, 0));
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            // We stop.
        }
    }

    private void look() {
        var groups = listeners.groups();
        var lag = brokers.lags(listeners);
        lag.ifPresent(all -> all.forEach((group, one) -> lags.put(group, one.behind())));
        progress.note(groups, lag);
        try {
            groups.forEach(group -> rows.put(group.name(), parked.of(group.name())));
        } catch (MongoException | IllegalStateException e) {
            log.debug("The parked rows cannot be counted now", e);
        }
    }

    @Override
    public void stop() {
        looking.interrupt();
    }

    @Override
    public boolean isRunning() {
        return looking.isAlive();
    }
}
