package io.crmesh.platform.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.OwnerEvents;
import io.crmesh.platform.deadletter.DeadLetter;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.DeadLetterService;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Query;
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

/** One consuming process with its own topic, group and database; it can be stopped and restarted. */
final class ConsumerProcess implements AutoCloseable {

    static final Duration ASK_OWNER_AFTER = Duration.ofMillis(800);
    static final Duration WAIT_AT_MOST = Duration.ofSeconds(3);

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

    /** A visible stand-in for encryption: every byte is inverted, and the subject and field precede it. */
    static final FieldEncryption ENCRYPTION = new FieldEncryption() {
        @Override
        public BsonValue encrypt(Subject subject, String field, BsonValue clear) {
            var encrypted = new ByteArrayOutputStream();
            encrypted.writeBytes(mark(subject, field));
            encrypted.writeBytes(inverted(clear.asBinary().getData()));
            return new BsonBinary(encrypted.toByteArray());
        }

        @Override
        public boolean isEncrypted(BsonValue stored) {
            return stored.isBinary();
        }

        @Override
        public BsonValue decrypt(Subject subject, String field, BsonValue stored) {
            var encrypted = stored.asBinary().getData();
            var mark = mark(subject, field);
            if (!Arrays.equals(mark, 0, mark.length, encrypted, 0, Math.min(mark.length, encrypted.length))) {
                throw new AssertionError("encrypted for another field");
            }
            return new BsonBinary(inverted(Arrays.copyOfRange(encrypted, mark.length, encrypted.length)));
        }

        private static byte[] mark(Subject subject, String field) {
            return (subject + field).getBytes(UTF_8);
        }

        private static byte[] inverted(byte[] bytes) {
            var inverted = bytes.clone();
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] = (byte) ~inverted[i];
            }
            return inverted;
        }
    };

    final String service;
    final RecordingConsumer consumer;
    final MongoDatabase database;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    DeadLetterQueue queue;
    DeadLetterService deadLetterService;
    private final List<GroupListeners> running = new ArrayList<>();
    private ConsumeSettings settings = settings(1000, 1000);
    private OffsetFaultPoint faultPoint = OffsetFaultPoint.AFTER_HANDLING;
    private URI owner = URI.create("http://127.0.0.1:1");

    ConsumerProcess() {
        this(BrokerAndDatabase.MONGO.getDatabase(fresh("process")));
    }

    ConsumerProcess(MongoDatabase database) {
        this.service = fresh("orders");
        this.database = database;
        this.consumer = new RecordingConsumer("reader." + service, topic());
        this.queue = new DeadLetterQueue(database, ENCRYPTION, Instant::now, settings.deadLettersPerAggregate());
        this.deadLetterService = consumerGroups().deadLetterService();
    }

    static String fresh(String name) {
        var number = NUMBER.incrementAndGet();
        return name + NAMES[number / 10 % 10] + NAMES[number % 10];
    }

    static ConsumeSettings settings(int deadLettersPerAggregate, int toleratedFailures) {
        return new ConsumeSettings(
                "consumer",
                (short) 1,
                2,
                16,
                Duration.ofMillis(20),
                Duration.ofMillis(300),
                3,
                deadLettersPerAggregate,
                toleratedFailures,
                ASK_OWNER_AFTER,
                WAIT_AT_MOST);
    }

    void with(ConsumeSettings other) {
        settings = other;
        queue = new DeadLetterQueue(database, ENCRYPTION, Instant::now, settings.deadLettersPerAggregate());
    }

    void with(OffsetFaultPoint other) {
        faultPoint = other;
    }

    void ownerAt(URI address) {
        owner = address;
        deadLetterService = consumerGroups().deadLetterService();
    }

    String topic() {
        return "crm." + service;
    }

    private ConsumerGroups consumerGroups() {
        var consumerGroups =
                new ConsumerGroups(queue, new StoredPositions(database), Clock.systemUTC(), new LinkedHashMap<>());
        var invoker = new ConsumerInvoker(consumer, meters, Traces.OFF, Clock.systemUTC());
        consumerGroups.add(invoker, new OwnerEvents(RestClient.builder(), _ -> owner), settings);
        return consumerGroups;
    }

    @CanIgnoreReturnValue
    GroupListeners start() {
        var topics = new TopicsCheck(() -> Admin.create(BrokerAndDatabase.kafka()), Set.of(topic()), (short) 1);
        topics.start();
        var listeners = consumerGroups().listeners(BrokerAndDatabase.kafka(), settings, topics, faultPoint);
        listeners.start();
        running.add(listeners);
        return listeners;
    }

    void stop() {
        running.forEach(GroupListeners::stop);
        running.clear();
    }

    /** Creates the topic, before events are sent to it. */
    ConsumerProcess withTopic() throws InterruptedException {
        var topics = new TopicsCheck(() -> Admin.create(BrokerAndDatabase.kafka()), Set.of(topic()), (short) 1);
        topics.start();
        topics.await();
        return this;
    }

    RecordedEvent event(String customer, String aggregate, long sequence) {
        return TestEvents.event(service, customer, aggregate, sequence);
    }

    void send(RecordedEvent... events) {
        for (var event : events) {
            send(TestEvents.record(event));
        }
    }

    void send(ProducerRecord<byte[], byte[]> delivery) {
        try {
            BrokerAndDatabase.PRODUCER.send(delivery).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    List<DeadLetter> deadLetters() {
        return queue.list(Set.of(consumer.group()), Query.of(Listing.signedBy(text -> text), Map.of("limit", "200")))
                .items();
    }

    Set<String> blockedStreams() {
        return queue.blockedStreams(consumer.group());
    }

    List<Document> audit() {
        return database.getCollection("dead-letter-audit").find().into(new ArrayList<>());
    }

    /** The number of records that the group has not processed yet. */
    long lag() {
        try (var admin = Admin.create(BrokerAndDatabase.kafka())) {
            return ConsumerLag.of(admin, Map.of(consumer.group(), Set.of(topic())))
                    .getOrDefault(consumer.group(), new ConsumerLag.Lag(-1, 0))
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
