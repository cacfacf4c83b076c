package io.crmesh.platform.consume;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.store.DatabaseClock;
import io.crmesh.platform.store.FactSource;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.store.Seal;
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
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.web.client.RestClient;

/** Runs every {@link FactConsumer} of a service, and answers for what they could not take. */
@AutoConfiguration(after = KafkaAutoConfiguration.class, afterName = "io.crmesh.platform.store.StoreConfiguration")
@ConditionalOnBean(MongoDatabase.class)
@EnableConfigurationProperties({ConsumeSettings.class, ServiceSettings.class})
class ConsumeConfiguration {

    @Bean
    ParkingLot parkingLot(MongoDatabase database, Seal seal, DatabaseClock clock, ConsumeSettings settings) {
        return new ParkingLot(database, seal, clock::now, settings.rowsOfOneAggregate());
    }

    @Bean
    TopicsCheck topicsCheck(
            KafkaAdmin kafka,
            ObjectProvider<FactConsumer> consumers,
            ServiceSettings service,
            ConsumeSettings settings) {
        var topics = new TreeSet<String>();
        topics.add(service.topic());
        consumers.forEach(consumer -> topics.addAll(consumer.topics()));
        return new TopicsCheck(() -> Admin.create(kafka.getConfigurationProperties()), topics, settings.replication());
    }

    @Bean
    Workplace workplace(
            ObjectProvider<FactConsumer> consumers,
            ObjectProvider<MeterRegistry> meters,
            Traces traces,
            ObjectProvider<Clock> clock,
            MongoDatabase database,
            ParkingLot parking,
            ServiceTokens signedIn,
            ServiceSettings service) {
        var owner = new OwnerFacts(RestClient.builder().requestInterceptor(signedIn), service::service);
        var time = clock.getIfAvailable(() -> Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)));
        var workplace = new Workplace(parking, new Bookmarks(database), time, new LinkedHashMap<>());
        consumers
                .orderedStream()
                .map(consumer -> new Applying(consumer, meters.getIfAvailable(SimpleMeterRegistry::new), traces, time))
                .forEach(applying -> workplace.add(applying, owner));
        return workplace;
    }

    @Bean
    Listeners listeners(
            Workplace workplace, ConsumerFactory<?, ?> kafka, ConsumeSettings settings, TopicsCheck topics) {
        return workplace.listeners(kafka.getConfigurationProperties(), settings, topics, OffsetRule.AFTER_HANDLING);
    }

    @Bean
    ParkedCounts parkedCounts(ParkingLot parking) {
        return new ParkedCounts(parking);
    }

    @Bean
    ParkedController parkedController(Workplace workplace, Keys keys) {
        return new ParkedController(workplace.settling(), text -> keys.signature("parked-list", text));
    }

    @Bean
    InternalFactsController internalFactsController(ObjectProvider<FactSource> sources) {
        return new InternalFactsController(sources);
    }
}
