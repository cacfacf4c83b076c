package io.crmesh.platform.ops;

import io.crmesh.platform.listener.TopicsCheck;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health indicator of the topics: the service is not ready before they are checked. */
class TopicsHealth implements HealthIndicator {

    private final TopicsCheck topics;

    TopicsHealth(TopicsCheck topics) {
        this.topics = topics;
    }

    @Override
    public Health health() {
        var problem = topics.problem();
        return problem.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("problem", problem).build();
    }
}
