package io.crmesh.platform.ops;

import io.crmesh.platform.listener.GroupListeners;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health indicator of rereading: down while a group reads again what it had read before its database was restored from
 * an older copy. Until then the service would show old data, also of persons who have been erased since.
 */
class RereadingHealth implements HealthIndicator {

    private final GroupListeners listeners;

    RereadingHealth(GroupListeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        var behind = listeners.groups().stream()
                .filter(GroupListeners.Group::rereading)
                .map(GroupListeners.Group::name)
                .sorted()
                .toList();
        return behind.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("rereading", behind).build();
    }
}
