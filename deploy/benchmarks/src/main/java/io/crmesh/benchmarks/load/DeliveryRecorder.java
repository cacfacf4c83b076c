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

/** Kafka consumer that records what arrives and when: an order counts once another process has received its event. */
public final class DeliveryRecorder implements Closeable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Number of events that arrived, and the time of the last one, by {@link System#nanoTime}. */
    public record Arrived(long count, long last) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Arrived> arrived = new ConcurrentHashMap<>();
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Function<ConsumerRecord<byte[], byte[]>, String> subject;
    private final Thread thread;
    private volatile boolean remembers;
    private volatile boolean closed;

    private DeliveryRecorder(String broker, Function<ConsumerRecord<byte[], byte[]>, String> subject) {
        this.subject = subject;
        this.consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker, "max.poll.records", 5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name("deliveries").daemon().unstarted(this::listen);
    }

    /** Records from now on, on existing topics. */
    public static DeliveryRecorder of(String broker, Set<String> topics) throws InterruptedException {
        return of(broker, topics, DeliveryRecorder::subject);
    }

    /** With another way to find the subject of a record; an empty subject is not recorded. */
    public static DeliveryRecorder of(
            String broker, Set<String> topics, Function<ConsumerRecord<byte[], byte[]>, String> subject)
            throws InterruptedException {
        var deliveries = new DeliveryRecorder(broker, subject);
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

    /** The subject of a record: a header of an event, or the key of a yardstick's record. */
    private static String subject(ConsumerRecord<byte[], byte[]> delivery) {
        var header = delivery.headers().lastHeader("ce_subject");
        return new String(header == null ? delivery.key() : header.value(), UTF_8);
    }

    public Arrived arrived(String topic) {
        return arrived.getOrDefault(topic, new Arrived(0, 0));
    }

    /** Waits until this many events came on the topic; false after the timeout. */
    public boolean await(String topic, long count, Duration timeout) throws InterruptedException {
        var end = System.nanoTime() + timeout.toNanos();
        while (arrived(topic).count() < count) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    /** Starts to record arrival times, and discards those recorded before. */
    public void remember() {
        arrivals.clear();
        remembers = true;
    }

    /** Recorded arrival times by subject; ends the recording. */
    public Map<String, Long> arrivals() {
        remembers = false;
        return Map.copyOf(arrivals);
    }

    @Override
    public void close() {
        closed = true;
    }
}
