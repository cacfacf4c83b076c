package io.crmesh.platform.ops;

import io.crmesh.platform.listener.GroupListeners;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health indicator of the listeners: down, with the reasons, while partitions are paused because too many events fail.
 */
class ListenersHealth implements HealthIndicator {

    private final GroupListeners listeners;

    ListenersHealth(GroupListeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        var reasons = listeners.groups().stream()
                .flatMap(group -> group.pauseReasons().stream().map(reason -> group.name() + ": " + reason))
                .sorted()
                .toList();
        return reasons.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("paused", reasons).build();
    }
}
