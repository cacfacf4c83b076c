package io.crmesh.platform.store;

import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.RealParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the events on a topic. */
final class Published {

    private Published() {}

    static void makeTopic(String topic) throws InterruptedException, ExecutionException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", RealParts.broker().bootstrapServers()))) {
            var _ = admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Every record, of each partition in its order. */
    static List<RecordedEvent> all(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                RealParts.broker().bootstrapServers(),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            var partitions = IntStream.range(0, 2)
                    .mapToObj(p -> new TopicPartition(topic, p))
                    .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            var events = new ArrayList<RecordedEvent>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                for (var delivery : consumer.poll(Duration.ofMillis(100))) {
                    events.add(Envelope.read(delivery));
                }
            }
            return events;
        } catch (Envelope.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    /** The sequences of one aggregate in the order in which they first occur. */
    static List<Long> firstOccurrences(String topic, String subject) {
        return all(topic).stream()
                .filter(event -> event.subject().equals(subject))
                .map(RecordedEvent::sequence)
                .distinct()
                .toList();
    }
}
