package io.crmesh.platform.listener;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.consume.InternalEventsConfiguration;
import io.crmesh.platform.consume.OwnerEvents;
import io.crmesh.platform.deadletter.DeadLetterConfiguration;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.DeadLetterService;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.web.client.RestClient;

/** Configuration of Kafka consumption: runs every {@link EventConsumer} of a service and serves its dead letters. */
@AutoConfiguration(after = KafkaAutoConfiguration.class, afterName = "io.crmesh.platform.store.StoreConfiguration")
@ConditionalOnBean(MongoDatabase.class)
@EnableConfigurationProperties({ConsumeSettings.class, ServiceSettings.class})
@Import({DeadLetterConfiguration.class, InternalEventsConfiguration.class})
class ConsumeConfiguration {

    @Bean
    TopicsCheck topicsCheck(
            KafkaAdmin kafka,
            ObjectProvider<EventConsumer> consumers,
            ServiceSettings service,
            ConsumeSettings settings) {
        var topics = new TreeSet<String>();
        topics.add(service.topic());
        consumers.forEach(consumer -> topics.addAll(consumer.topics()));
        return new TopicsCheck(() -> Admin.create(kafka.getConfigurationProperties()), topics, settings.replication());
    }

    @Bean
    ConsumerGroups consumerGroups(
            ObjectProvider<EventConsumer> consumers,
            ObjectProvider<MeterRegistry> meters,
            Traces traces,
            ObjectProvider<Clock> clock,
            MongoDatabase database,
            DeadLetterQueue deadLetters,
            ServiceTokens serviceTokens,
            ServiceSettings service,
            ConsumeSettings settings) {
        var owner = new OwnerEvents(RestClient.builder().requestInterceptor(serviceTokens), service::service);
        var time = clock.getIfAvailable(() -> Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)));
        var consumerGroups =
                new ConsumerGroups(deadLetters, new StoredPositions(database), time, new LinkedHashMap<>());
        consumers
                .orderedStream()
                .map(consumer ->
                        new ConsumerInvoker(consumer, meters.getIfAvailable(SimpleMeterRegistry::new), traces, time))
                .forEach(invoker -> consumerGroups.add(invoker, owner, settings));
        return consumerGroups;
    }

    @Bean
    GroupListeners listeners(
            ConsumerGroups consumerGroups, ConsumerFactory<?, ?> kafka, ConsumeSettings settings, TopicsCheck topics) {
        return consumerGroups.listeners(
                kafka.getConfigurationProperties(), settings, topics, OffsetFaultPoint.AFTER_HANDLING);
    }

    @Bean
    DeadLetterService deadLetterService(ConsumerGroups consumerGroups) {
        return consumerGroups.deadLetterService();
    }
}
