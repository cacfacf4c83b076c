package io.crmesh.platform.ops;

import io.crmesh.platform.listener.ConsumerLag.Lag;
import io.crmesh.platform.listener.GroupListeners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health indicator of progress: down only if a listener makes none for two minutes although there are records to read
 * and the broker answers. Then a restart may help. A listener that waits for a known outage counts as making progress.
 */
class ProgressHealth implements HealthIndicator {

    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private final Map<String, Instant> behindSince = new ConcurrentHashMap<>();
    private final Map<String, Instant> progress = new ConcurrentHashMap<>();
    private final Clock clock;

    ProgressHealth(Clock clock) {
        this.clock = clock;
    }

    /** Notes the present progress and lag; if the lag is unknown, the time starts anew. */
    void note(Iterable<GroupListeners.Group> groups, Optional<Map<String, Lag>> lags) {
        var now = clock.instant();
        for (var group : groups) {
            progress.put(group.name(), group.progress());
            var lag = lags.map(all -> all.get(group.name()));
            var behind = lag.isPresent() && lag.get().behind() > 0;
            if (behind && group.pauseReasons().isEmpty()) {
                behindSince.putIfAbsent(group.name(), now);
            } else {
                behindSince.remove(group.name());
            }
        }
    }

    @Override
    public Health health() {
        var limit = clock.instant().minus(STANDSTILL);
        for (var behind : behindSince.entrySet()) {
            var last = progress.getOrDefault(behind.getKey(), Instant.EPOCH);
            if (behind.getValue().isBefore(limit) && last.isBefore(limit)) {
                return Health.down().withDetail("standstill", behind.getKey()).build();
            }
        }
        return Health.up().build();
    }
}
