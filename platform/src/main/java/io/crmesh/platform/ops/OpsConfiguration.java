package io.crmesh.platform.ops;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.deadletter.DeadLetterCounts;
import io.crmesh.platform.listener.GroupListeners;
import io.crmesh.platform.listener.TopicsCheck;
import io.crmesh.platform.outbox.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** Configuration of what operators and probes see of a service: health, flow and consumer metrics. */
@AutoConfiguration(
        afterName = {
            "io.crmesh.platform.listener.ConsumeConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnBean(GroupListeners.class)
class OpsConfiguration {

    @Bean
    ConsumerLagReader consumerLagReader(KafkaAdmin kafka) {
        return new ConsumerLagReader(() -> Admin.create(kafka.getConfigurationProperties()));
    }

    @Bean
    FlowController flowController(
            ServiceSettings service,
            ObjectProvider<Backlog.Source> backlogs,
            GroupListeners listeners,
            DeadLetterCounts deadLetters,
            ConsumerLagReader lagReader,
            MeterRegistry meters) {
        return new FlowController(new FlowReport(service, backlogs, listeners, deadLetters, lagReader, meters));
    }

    @Bean
    DatabaseHealth databaseHealthIndicator(MongoDatabase database) {
        return new DatabaseHealth(database);
    }

    @Bean
    TopicsHealth topicsHealthIndicator(TopicsCheck topics) {
        return new TopicsHealth(topics);
    }

    @Bean
    ListenersHealth listenersHealthIndicator(GroupListeners listeners) {
        return new ListenersHealth(listeners);
    }

    @Bean
    RereadingHealth rereadingHealthIndicator(GroupListeners listeners) {
        return new RereadingHealth(listeners);
    }

    @Bean
    ProgressHealth progressHealthIndicator() {
        return new ProgressHealth(Clock.systemUTC());
    }

    @Bean
    ConsumerMonitor consumerMonitor(
            GroupListeners listeners,
            DeadLetterCounts deadLetters,
            ConsumerLagReader lagReader,
            ProgressHealth progress,
            MeterRegistry meters) {
        return new ConsumerMonitor(listeners, deadLetters, lagReader, progress, meters);
    }
}
