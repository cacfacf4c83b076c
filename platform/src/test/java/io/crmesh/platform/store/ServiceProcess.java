package io.crmesh.platform.store;

import static org.awaitility.Awaitility.await;
import static org.bson.codecs.configuration.CodecRegistries.fromProviders;
import static org.bson.codecs.configuration.CodecRegistries.fromRegistries;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.Command;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.codec.MongoRecords;
import io.crmesh.platform.deciding.EventDrivenAggregates;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.lease.Leases;
import io.crmesh.platform.outbox.OutboxArchive;
import io.crmesh.platform.outbox.OutboxMetrics;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.outbox.OutboxStore;
import io.crmesh.platform.outbox.OutboxSweeper;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.outbox.SweeperSettings;
import io.crmesh.platform.testing.RealParts;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Test fixture: one process of a service, as the store sees it. It may be killed at a step, and another process may
 * take over on the same database.
 */
final class ServiceProcess implements AutoCloseable {

    /** Thrown where a process is killed; production code does not catch errors. */
    static final class Killed extends Error {
        Killed() {
            super("killed");
        }
    }

    static final class Wallets extends Aggregates<Wallet, Wallet.WalletEvent> {
        Wallets(Stores stores) {
            super(stores, Wallet.TYPE);
        }
    }

    /** Counts the events of each key, and adds a follower at the third. */
    static final class Tallies extends EventDrivenAggregates<Tally, Tally.TallyEvent> {
        Tallies(Stores stores) {
            super(stores, Tally.TYPE);
        }

        Outcome on(RecordedEvent event) {
            return apply(event, tally -> decide(tally, event));
        }

        List<Outcome> onAll(List<RecordedEvent> events) {
            return apply(events, InTrace.HERE, Tallies::decide);
        }

        private static Decision<Tally, Tally.TallyEvent> decide(@Nullable Tally tally, RecordedEvent event) {
            var next = tally == null ? new Tally(1) : new Tally(tally.count() + 1);
            var verdict = new Tally.Verdict("count is 3", next.count() == 3);
            var row = new BsonDocument("_id", new BsonString("run|" + event.key()));
            var followers = verdict.matched() ? List.of(new Follower("runs", row)) : List.<Follower>of();
            return new Decision<>(next, List.of(), verdict, followers);
        }
    }

    private final MongoClient client;
    final MongoDatabase database;
    final Map<String, Store<?, ?>> open = new ConcurrentHashMap<>();
    final OutboxRelay relay;
    final OutboxSweeper sweeper;
    final Leases leases;
    final Stores stores;
    final Wallets wallets;
    final Tallies tallies;
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean relaying;

    private ServiceProcess(Setup setup) {
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(setup.uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(2, TimeUnit.SECONDS))
                .codecRegistry(fromRegistries(
                        fromProviders(new MongoRecords()), MongoClientSettings.getDefaultCodecRegistry()))
                .build();
        client = MongoClients.create(settings);
        database = client.getDatabase(setup.name);
        var clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
        var id = UUID.randomUUID().toString();
        var databaseClock = new DatabaseClock(database, clock, id);
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                setup.broker,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all",
                "request.timeout.ms",
                500,
                "delivery.timeout.ms",
                1000,
                "linger.ms",
                0,
                "max.block.ms",
                500));
        var metrics = new OutboxMetrics(new SimpleMeterRegistry(), clock);
        relay = new OutboxRelay(
                producer, new OutboxArchive(database, () -> null, this::outbox), setup.faults, metrics, setup.traces);
        var names = new ServiceSettings(setup.topic, Map.of());
        var parts = new StoreParts(
                names,
                setup.encryption,
                new Keys(database, new NoEncryption()),
                clock,
                databaseClock,
                relay,
                setup.faults,
                setup.traces,
                new SimpleMeterRegistry());
        stores = new Stores(database, parts, open);
        wallets = new Wallets(stores);
        tallies = new Tallies(stores);
        leases = new Leases(database, databaseClock, id);
        var eager = new SweeperSettings(Duration.ofMillis(20), Duration.ofMillis(50));
        sweeper = new OutboxSweeper(stores::outboxes, leases, relay, databaseClock, eager, () -> Duration.ZERO);
    }

    Optional<OutboxStore> outbox(String collection) {
        return Optional.ofNullable(open.get(collection)).map(Store::outbox);
    }

    /** Setup of a process; the same name means the same database and topic. */
    static final class Setup {
        private final String name;
        private final String topic;
        private String uri = RealParts.database().connectionString();
        private String broker = RealParts.broker().bootstrapServers();
        private StoreFaultPoints faults = StoreFaultPoints.SOUND;
        private FieldEncryption encryption = new NoEncryption();
        private Traces traces = Traces.OFF;

        private Setup(String name) {
            this.name = name;
            this.topic = "t"
                    + name.chars()
                            .mapToObj(c -> String.valueOf((char) ('a' + c % 26)))
                            .reduce("", String::concat);
        }

        Setup with(StoreFaultPoints other) {
            faults = other;
            return this;
        }

        Setup encryptedBy(FieldEncryption other) {
            encryption = other;
            return this;
        }

        Setup tracedBy(Traces other) {
            traces = other;
            return this;
        }

        Setup databaseAt(String other) {
            uri = other;
            return this;
        }

        Setup brokerAt(String other) {
            broker = other;
            return this;
        }

        String topic() {
            return "crm." + topic;
        }

        /** A process that takes commands and publishes pending events at once. */
        ServiceProcess start() {
            var process = idle();
            process.relay.start();
            process.relaying = true;
            return process;
        }

        /** A process that takes commands but whose relay does not run. */
        ServiceProcess idle() {
            var process = new ServiceProcess(this);
            if (uri.equals(RealParts.database().connectionString())) {
                process.stores.prepareIndexes();
            }
            return process;
        }
    }

    static Setup in(String name) {
        return new Setup(name);
    }

    static String anyName() {
        return "lab_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    static Command command(String id) {
        return new Command(id, "h-" + id, null, new Actor(Actor.Kind.USER, "ann"), Mode.LIVE, "corr-" + id, null);
    }

    static Command command(String id, long expected) {
        return new Command(id, "h-" + id, expected, new Actor(Actor.Kind.USER, "ann"), Mode.LIVE, "corr-" + id, null);
    }

    static Instant now() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)).instant();
    }

    String open(String key) {
        var command = command(key);
        var id = wallets.idOf(command);
        var _ = wallets.create(
                id, command, List.of(new Wallet.WalletEvent.Opened("Ann Lee", "ann@x.example", "cus_ann", now())));
        return id;
    }

    void move(String id, long amount) {
        move(id, UUID.randomUUID().toString(), amount);
    }

    void move(String id, String key, long amount) {
        var _ = wallets.change(id, command(key), _ -> List.of(new Wallet.WalletEvent.Moved(amount, now())));
    }

    /** Publishes all overdue pending events. */
    void sweepUntilSettled() {
        leases.renew();
        if (!relaying) {
            relay.start();
            relaying = true;
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sweeper.sweep();
            return wallets.backlog().pending() + tallies.backlog().pending() == 0;
        });
    }

    @Override
    public void close() {
        relay.stop();
        leases.releaseAll();
        producer.close(Duration.ofSeconds(1));
        client.close();
    }
}
