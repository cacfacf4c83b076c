package io.crmesh.platform.ops;

import io.crmesh.platform.consume.Listeners;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says why partitions are paused: so much fails there that somebody has to look. */
class ListenersHealth implements HealthIndicator {

    private final Listeners listeners;

    ListenersHealth(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        var reasons = listeners.groups().stream()
                .flatMap(group -> group.waitsFor().stream().map(reason -> group.name() + ": " + reason))
                .sorted()
                .toList();
        return reasons.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("paused", reasons).build();
    }
}
