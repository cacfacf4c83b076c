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
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.codec.MongoRecords;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.keys.KeyEncryption;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.lease.Leases;
import io.crmesh.platform.outbox.OutboxArchive;
import io.crmesh.platform.outbox.OutboxMetrics;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.outbox.OutboxSweeper;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.outbox.SweeperSettings;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Configuration of the stores of aggregates and of the transactional outbox. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@EnableConfigurationProperties({ServiceSettings.class, SweeperSettings.class})
class StoreConfiguration {

    private final String process = UUID.randomUUID().toString();
    private final Map<String, Store<?, ?>> stores = new ConcurrentHashMap<>();

    /**
     * The clock ticks in milliseconds, as MongoDB stores them, so that a value that is read back equals what was saved.
     */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    /** A service's own codecs come first, for values with a shorter form than a document of their fields. */
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

    /** Only one request is in flight: events that arrive meanwhile make the next batch, so no linger time is needed. */
    @Bean(destroyMethod = "close")
    Producer<byte[], byte[]> eventProducer(ProducerFactory<?, ?> kafka) {
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
    OutboxMetrics outboxMetrics(MeterRegistry registry, Clock clock) {
        return new OutboxMetrics(registry, clock);
    }

    @Bean
    OutboxRelay outboxRelay(
            Producer<byte[], byte[]> producer,
            MongoDatabase database,
            ObjectProvider<RecordOwner.Directory> directory,
            OutboxMetrics metrics,
            Traces traces) {
        var archive = new OutboxArchive(
                database,
                directory::getIfAvailable,
                collection -> Optional.ofNullable(stores.get(collection)).map(Store::outbox));
        return new OutboxRelay(producer, archive, StoreFaultPoints.SOUND, metrics, traces);
    }

    @Bean
    Stores stores(
            MongoDatabase database,
            ServiceSettings settings,
            FieldEncryption encryption,
            Keys keys,
            Clock clock,
            DatabaseClock databaseClock,
            OutboxRelay relay,
            Traces traces,
            MeterRegistry meters) {
        var parts = new StoreParts(
                settings, encryption, keys, clock, databaseClock, relay, StoreFaultPoints.SOUND, traces, meters);
        return new Stores(database, parts, stores);
    }

    @Bean
    StoreLifecycle storeLifecycle(
            Stores stores,
            OutboxRelay relay,
            OutboxMetrics metrics,
            MongoDatabase database,
            DatabaseClock clock,
            SweeperSettings settings) {
        var leases = new Leases(database, clock, process);
        var sweeper = new OutboxSweeper(stores::outboxes, leases, relay, clock, settings, metrics::meanBatch);
        return new StoreLifecycle(stores, relay, sweeper, leases);
    }

    /** Reports the service as down until its indexes exist: without them, answers would slow down as data grows. */
    @Bean
    HealthIndicator indexesHealthIndicator(StoreLifecycle lifecycle) {
        return () -> lifecycle.prepared() ? Health.up().build() : Health.down().build();
    }
}
