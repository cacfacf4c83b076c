package io.crmesh.platform.ops;

import io.crmesh.platform.consume.Listeners;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while a group reads again what it had read before its database was put back to an older copy: until then this
 * service shows what was true once, also of people who have been erased since.
 */
class ReadingHealth implements HealthIndicator {

    private final Listeners listeners;

    ReadingHealth(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        var behind = listeners.groups().stream()
                .filter(Listeners.Group::behindItself)
                .map(Listeners.Group::name)
                .sorted()
                .toList();
        return behind.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("reads again", behind).build();
    }
}
