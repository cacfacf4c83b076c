package io.crmesh.local.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka client of one topic: creates it, publishes events until all are acknowledged, and reads them all. */
record TopicClient(String bootstrapServers, String topic) {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    void createTopic(int partitions) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Publishes events, and returns them when the broker has acknowledged all of them. */
    List<String> publish(String prefix, int count) throws InterruptedException, ExecutionException {
        // One at a time: on a partition without a leader yet, a second record would overtake a refused first one.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "acks", "all", "max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var events = IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
            var acknowledgements = new ArrayList<Future<RecordMetadata>>();
            for (var event : events) {
                acknowledgements.add(producer.send(new ProducerRecord<>(topic, event, event)));
            }
            for (var acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
            return events;
        }
    }

    /** Reads as a new consumer group from the beginning until the expected number of events has come. */
    List<String> read(String group, int expected) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var events = new ArrayList<String>();
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (events.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> events.add(event.value()));
            }
            consumer.commitSync();
            return events;
        }
    }
}
