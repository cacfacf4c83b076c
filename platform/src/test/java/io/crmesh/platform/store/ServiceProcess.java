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
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.testing.RealParts;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * One process of a service, as the store sees it: it may die at a step, after which nothing it had in mind happens any
 * more, and another may take over on the same database.
 */
final class ServiceProcess implements AutoCloseable {

    /** Thrown where a process dies; no code of ours catches errors. */
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

    /** Counts the facts of each key, and lets something follow at the third. */
    static final class Tallies extends Deciding<Tally, Tally.TallyEvent> {
        Tallies(Stores stores) {
            super(stores, Tally.TYPE);
        }

        Outcome on(Fact fact) {
            return apply(fact, tally -> decide(tally, fact));
        }

        List<Outcome> onAll(List<Fact> facts) {
            return apply(facts, InTrace.HERE, Tallies::decide);
        }

        private static Decision<Tally, Tally.TallyEvent> decide(@Nullable Tally tally, Fact fact) {
            var next = tally == null ? new Tally(1) : new Tally(tally.count() + 1);
            var verdict = new Tally.Verdict("count is 3", next.count() == 3);
            var row = new BsonDocument("_id", new BsonString("run|" + fact.key()));
            var followers = verdict.matched() ? List.of(new Follower("runs", row)) : List.<Follower>of();
            return new Decision<>(next, List.of(), verdict, followers);
        }
    }

    private final MongoClient client;
    final MongoDatabase database;
    final Map<String, Store<?, ?>> open = new ConcurrentHashMap<>();
    final Relay relay;
    final Sweeper sweeper;
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
        var metrics = new RelayMetrics(new SimpleMeterRegistry(), clock);
        relay = new Relay(producer, new Archive(database, () -> null, open), setup.rules, metrics, setup.traces);
        var names = new ServiceSettings(setup.topic, Map.of());
        var parts = new Parts(
                names,
                setup.seal,
                new Keys(database, new Unsealed()),
                FactJson.MAPPER,
                clock,
                databaseClock,
                relay,
                setup.rules,
                setup.traces,
                new SimpleMeterRegistry());
        stores = new Stores(database, parts, open);
        wallets = new Wallets(stores);
        tallies = new Tallies(stores);
        leases = new Leases(database, databaseClock, id);
        var eager = new SweeperSettings(Duration.ofMillis(20), Duration.ofMillis(50));
        sweeper = new Sweeper(open::values, leases, relay, databaseClock, eager, () -> Duration.ZERO);
    }

    /** How a process is set up; the same name is the same database and topic. */
    static final class Setup {
        private final String name;
        private final String topic;
        private String uri = RealParts.database().connectionString();
        private String broker = RealParts.broker().bootstrapServers();
        private StoreRules rules = StoreRules.SOUND;
        private Seal seal = new Unsealed();
        private Traces traces = Traces.OFF;

        private Setup(String name) {
            this.name = name;
            this.topic = "t"
                    + name.chars()
                            .mapToObj(c -> String.valueOf((char) ('a' + c % 26)))
                            .reduce("", String::concat);
        }

        Setup with(StoreRules other) {
            rules = other;
            return this;
        }

        Setup sealedBy(Seal other) {
            seal = other;
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

        /** A process that takes commands and relays what it owes at once. */
        ServiceProcess start() {
            var process = idle();
            process.relay.start();
            process.relaying = true;
            return process;
        }

        /** A process that takes commands but whose relay never comes to work. */
        ServiceProcess idle() {
            return new ServiceProcess(this);
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

    /** Pays what is overdue in the database, however it came to be so. */
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
