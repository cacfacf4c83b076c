package io.crmesh.platform.ops;

import io.crmesh.platform.consume.TopicsCheck;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Not ready before the topics are known to be as the others promise. */
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
