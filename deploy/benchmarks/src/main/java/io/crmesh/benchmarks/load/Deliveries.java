package io.crmesh.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What arrives at a consumer of its own, and when: an order counts when somebody else has heard of it. */
public final class Deliveries implements Closeable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** How many came, and when the last did, by {@link System#nanoTime}. */
    public record Arrived(long count, long last) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Arrived> arrived = new ConcurrentHashMap<>();
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Function<ConsumerRecord<byte[], byte[]>, String> subject;
    private final Thread thread;
    private volatile boolean remembers;
    private volatile boolean closed;

    private Deliveries(String broker, Function<ConsumerRecord<byte[], byte[]>, String> subject) {
        this.subject = subject;
        this.consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker, "max.poll.records", 5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name("deliveries").daemon().unstarted(this::listen);
    }

    /** From now on, of topics that are there. */
    public static Deliveries of(String broker, Set<String> topics) throws InterruptedException {
        return of(broker, topics, Deliveries::subject);
    }

    /** With another idea of what a record is about; empty if it is about nothing that is looked for. */
    public static Deliveries of(
            String broker, Set<String> topics, Function<ConsumerRecord<byte[], byte[]>, String> subject)
            throws InterruptedException {
        var deliveries = new Deliveries(broker, subject);
        var partitions = topics.stream()
                .map(deliveries.consumer::partitionsFor)
                .flatMap(Collection::stream)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        deliveries.consumer.assign(partitions);
        deliveries.consumer.seekToEnd(partitions);
        partitions.forEach(deliveries.consumer::position);
        deliveries.thread.start();
        deliveries.listening.await();
        return deliveries;
    }

    private void listen() {
        listening.countDown();
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(POLL);
                var now = System.nanoTime();
                for (var delivery : records) {
                    note(delivery, now);
                }
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> delivery, long now) {
        var _ = arrived.merge(
                delivery.topic(), new Arrived(1, now), (before, _) -> new Arrived(before.count() + 1, now));
        if (remembers) {
            var _ = arrivals.putIfAbsent(subject.apply(delivery), now);
        }
    }

    /** What it is about: a fact says so in a header, the yardsticks in the key. */
    private static String subject(ConsumerRecord<byte[], byte[]> delivery) {
        var header = delivery.headers().lastHeader("ce_subject");
        return new String(header == null ? delivery.key() : header.value(), UTF_8);
    }

    public Arrived arrived(String topic) {
        return arrived.getOrDefault(topic, new Arrived(0, 0));
    }

    /** Waits until so many came on the topic, but not for ever; answers whether they did. */
    public boolean await(String topic, long count, Duration longest) throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        while (arrived(topic).count() < count) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    /** From now on notes when what arrived, forgetting what was noted before. */
    public void remember() {
        arrivals.clear();
        remembers = true;
    }

    /** When each came that was to be remembered, by its id. */
    public Map<String, Long> arrivals() {
        remembers = false;
        return Map.copyOf(arrivals);
    }

    @Override
    public void close() {
        closed = true;
    }
}
