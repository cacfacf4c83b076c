package io.crmesh.platform.store;

import static org.bson.codecs.configuration.CodecRegistries.fromCodecs;
import static org.bson.codecs.configuration.CodecRegistries.fromProviders;
import static org.bson.codecs.configuration.CodecRegistries.fromRegistries;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.UuidRepresentation;
import org.bson.codecs.Codec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ProducerFactory;

/** Everything that aggregates need to be stored and their facts to be told. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@EnableConfigurationProperties({ServiceSettings.class, SweeperSettings.class})
class StoreConfiguration {

    private final String process = UUID.randomUUID().toString();
    private final Map<String, Store<?, ?>> stores = new ConcurrentHashMap<>();

    /** Ticks in milliseconds, as MongoDB stores them: what is saved and what is read back are equal. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    /** A service's own codecs come first, for values that have a shorter form than their fields. */
    @Bean
    MongoClientSettingsBuilderCustomizer safeWritesAndRecords(List<Codec<?>> codecs) {
        return settings -> settings.uuidRepresentation(UuidRepresentation.STANDARD)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(5, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(2, TimeUnit.SECONDS))
                .codecRegistry(fromRegistries(
                        fromCodecs(codecs),
                        fromProviders(new MongoRecords()),
                        MongoClientSettings.getDefaultCodecRegistry()));
    }

    @Bean
    MongoDatabase database(MongoClient client, ServiceSettings settings) {
        return client.getDatabase(settings.database());
    }

    @Bean
    Keys keys(MongoDatabase database, KeyEncryption encryption) {
        return new Keys(database, encryption);
    }

    @Bean
    DatabaseClock databaseClock(MongoDatabase database, Clock clock) {
        return new DatabaseClock(database, clock, process);
    }

    /** One request is under way at a time: what comes meanwhile makes the next batch, so none is waited for. */
    @Bean(destroyMethod = "close")
    Producer<byte[], byte[]> factProducer(ProducerFactory<?, ?> kafka) {
        var settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(settings);
    }

    @Bean
    RelayMetrics relayMetrics(MeterRegistry registry, Clock clock) {
        return new RelayMetrics(registry, clock);
    }

    @Bean
    Relay relay(
            Producer<byte[], byte[]> producer,
            MongoDatabase database,
            ObjectProvider<Access.Directory> directory,
            RelayMetrics metrics,
            Traces traces) {
        var archive = new Archive(database, directory::getIfAvailable, stores);
        return new Relay(producer, archive, StoreRules.SOUND, metrics, traces);
    }

    @Bean
    Stores stores(
            MongoDatabase database,
            ServiceSettings settings,
            Seal seal,
            Keys keys,
            Clock clock,
            DatabaseClock databaseClock,
            Relay relay,
            Traces traces,
            MeterRegistry meters) {
        var parts = new Parts(
                settings, seal, keys, FactJson.MAPPER, clock, databaseClock, relay, StoreRules.SOUND, traces, meters);
        return new Stores(database, parts, stores);
    }

    @Bean
    StoreLifecycle storeLifecycle(
            Stores stores,
            Relay relay,
            RelayMetrics metrics,
            MongoDatabase database,
            DatabaseClock clock,
            SweeperSettings settings) {
        var leases = new Leases(database, clock, process);
        var sweeper = new Sweeper(stores::all, leases, relay, clock, settings, metrics::meanBatch);
        return new StoreLifecycle(stores, relay, sweeper, leases);
    }

    @Bean
    Resealing resealing(Stores stores, MongoDatabase database, DatabaseClock clock) {
        return new Resealing(stores, database, clock, Duration.ofMillis(200));
    }

    /** Without its indexes, a service would answer slower the more there is. */
    @Bean
    HealthIndicator indexesHealthIndicator(StoreLifecycle lifecycle) {
        return () -> lifecycle.prepared() ? Health.up().build() : Health.down().build();
    }
}
