package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.store.Seal;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.BsonBinary;
import org.bson.BsonValue;
import org.bson.Document;
import org.springframework.web.client.RestClient;

/** One process that consumes, with its own topic, group and database; can be stopped and started again. */
final class Site implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

    /** No secret, but it shows: every byte is turned over, and whose it is stands before it. */
    static final Seal SEAL = new Seal() {
        @Override
        public BsonValue seal(Subject subject, String field, BsonValue clear) {
            var sealed = new ByteArrayOutputStream();
            sealed.writeBytes(mark(subject, field));
            sealed.writeBytes(turned(clear.asBinary().getData()));
            return new BsonBinary(sealed.toByteArray());
        }

        @Override
        public boolean isSealed(BsonValue stored) {
            return stored.isBinary();
        }

        @Override
        public BsonValue open(Subject subject, String field, BsonValue stored) {
            var sealed = stored.asBinary().getData();
            var mark = mark(subject, field);
            if (!Arrays.equals(mark, 0, mark.length, sealed, 0, Math.min(mark.length, sealed.length))) {
                throw new AssertionError("sealed for another place");
            }
            return new BsonBinary(turned(Arrays.copyOfRange(sealed, mark.length, sealed.length)));
        }

        private static byte[] mark(Subject subject, String field) {
            return (subject + field).getBytes(UTF_8);
        }

        private static byte[] turned(byte[] bytes) {
            var turned = bytes.clone();
            for (int i = 0; i < turned.length; i++) {
                turned[i] = (byte) ~turned[i];
            }
            return turned;
        }
    };

    final String service;
    final Ledger ledger;
    final MongoDatabase database;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ParkingLot parking;
    Settling settling;
    private final List<Listeners> running = new ArrayList<>();
    private ConsumeSettings settings = settings(1000, 1000);
    private OffsetRule offsets = OffsetRule.AFTER_HANDLING;
    private URI owner = URI.create("http://127.0.0.1:1");

    Site() {
        this(Ground.MONGO.getDatabase(fresh("site")));
    }

    Site(MongoDatabase database) {
        this.service = fresh("orders");
        this.database = database;
        this.ledger = new Ledger("reader." + service, topic());
        this.parking = new ParkingLot(database, SEAL, Instant::now, settings.rowsOfOneAggregate());
        this.settling = workplace().settling();
    }

    static String fresh(String name) {
        var number = NUMBER.incrementAndGet();
        return name + NAMES[number / 10 % 10] + NAMES[number % 10];
    }

    static ConsumeSettings settings(int rowsOfOneAggregate, int parkedAtLeast) {
        return new ConsumeSettings(
                "consumer",
                (short) 1,
                2,
                16,
                Duration.ofMillis(20),
                Duration.ofMillis(300),
                3,
                rowsOfOneAggregate,
                parkedAtLeast);
    }

    void with(ConsumeSettings other) {
        settings = other;
        parking = new ParkingLot(database, SEAL, Instant::now, settings.rowsOfOneAggregate());
    }

    void with(OffsetRule other) {
        offsets = other;
    }

    void ownerAt(URI address) {
        owner = address;
        settling = workplace().settling();
    }

    String topic() {
        return "crm." + service;
    }

    private Workplace workplace() {
        var workplace = new Workplace(parking, new Bookmarks(database), Clock.systemUTC(), new LinkedHashMap<>());
        var applying = new Applying(ledger, meters, Traces.OFF, Clock.systemUTC());
        workplace.add(applying, new OwnerFacts(RestClient.builder(), _ -> owner));
        return workplace;
    }

    @CanIgnoreReturnValue
    Listeners start() {
        var topics = new TopicsCheck(() -> Admin.create(Ground.kafka()), Set.of(topic()), (short) 1);
        topics.start();
        var listeners = workplace().listeners(Ground.kafka(), settings, topics, offsets);
        listeners.start();
        running.add(listeners);
        return listeners;
    }

    void stop() {
        running.forEach(Listeners::stop);
        running.clear();
    }

    /** Makes the topic before anything is sent to it. */
    Site ready() throws InterruptedException {
        var topics = new TopicsCheck(() -> Admin.create(Ground.kafka()), Set.of(topic()), (short) 1);
        topics.start();
        topics.await();
        return this;
    }

    Fact fact(String customer, String aggregate, long sequence) {
        return Told.fact(service, customer, aggregate, sequence);
    }

    void send(Fact... facts) {
        for (var fact : facts) {
            send(Told.record(fact));
        }
    }

    void send(ProducerRecord<byte[], byte[]> delivery) {
        try {
            Ground.PRODUCER.send(delivery).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    List<ParkedRow> parked() {
        return parking.list(Set.of(ledger.group()), Query.of(Listing.signedBy(text -> text), Map.of("limit", "200")))
                .items();
    }

    Set<String> lots() {
        return parking.lots(ledger.group());
    }

    List<Document> audit() {
        return database.getCollection("parked-audit").find().into(new ArrayList<>());
    }

    /** Offsets that the group still has to read. */
    long lag() {
        try (var admin = Admin.create(Ground.kafka())) {
            return Lags.of(admin, Map.of(ledger.group(), Set.of(topic())))
                    .getOrDefault(ledger.group(), new Lags.Lag(-1, 0))
                    .behind();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
