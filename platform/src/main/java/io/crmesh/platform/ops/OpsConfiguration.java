package io.crmesh.platform.ops;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.consume.Listeners;
import io.crmesh.platform.consume.ParkedCounts;
import io.crmesh.platform.consume.TopicsCheck;
import io.crmesh.platform.store.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** What operators and probes see of a service. */
@AutoConfiguration(
        afterName = {
            "io.crmesh.platform.consume.ConsumeConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnBean(Listeners.class)
class OpsConfiguration {

    @Bean
    Brokers brokers(KafkaAdmin kafka) {
        return new Brokers(() -> Admin.create(kafka.getConfigurationProperties()));
    }

    @Bean
    FlowController flowController(
            ServiceSettings service,
            ObjectProvider<Backlog.Source> backlogs,
            Listeners listeners,
            ParkedCounts parked,
            Brokers brokers) {
        return new FlowController(new FlowReport(service, backlogs, listeners, parked, brokers));
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
    ListenersHealth listenersHealthIndicator(Listeners listeners) {
        return new ListenersHealth(listeners);
    }

    @Bean
    ReadingHealth readingHealthIndicator(Listeners listeners) {
        return new ReadingHealth(listeners);
    }

    @Bean
    ProgressHealth progressHealthIndicator() {
        return new ProgressHealth(Clock.systemUTC());
    }

    @Bean
    Watch watch(
            Listeners listeners, ParkedCounts parked, Brokers brokers, ProgressHealth progress, MeterRegistry meters) {
        return new Watch(listeners, parked, brokers, progress, meters);
    }
}
