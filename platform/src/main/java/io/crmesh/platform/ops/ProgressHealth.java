package io.crmesh.platform.ops;

import io.crmesh.platform.consume.Lags.Lag;
import io.crmesh.platform.consume.Listeners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down only if a listener stands still for two minutes although there is something to read and the broker answers: then
 * a restart may help. One that waits for something it knows to be away does not stand still.
 */
class ProgressHealth implements HealthIndicator {

    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private final Map<String, Instant> behindSince = new ConcurrentHashMap<>();
    private final Map<String, Instant> progress = new ConcurrentHashMap<>();
    private final Clock clock;

    ProgressHealth(Clock clock) {
        this.clock = clock;
    }

    /** Takes note of how things stand; an unanswered question proves nothing and starts the time anew. */
    void note(Iterable<Listeners.Group> groups, Optional<Map<String, Lag>> lags) {
        var now = clock.instant();
        for (var group : groups) {
            progress.put(group.name(), group.progress());
            var lag = lags.map(all -> all.get(group.name()));
            var behind = lag.isPresent() && lag.get().behind() > 0;
            if (behind && group.waitsFor().isEmpty()) {
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
                return Health.down().withDetail("stands still", behind.getKey()).build();
            }
        }
        return Health.up().build();
    }
}
