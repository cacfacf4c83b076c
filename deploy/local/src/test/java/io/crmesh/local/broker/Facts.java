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

/** What a service does with a broker: make a topic, publish facts that count only once acknowledged, read them all. */
record Facts(String bootstrapServers, String topic) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    void createTopic(int partitions) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Publishes facts and answers with them when the broker has acknowledged every one. */
    List<String> publish(String prefix, int count) throws InterruptedException, ExecutionException {
        // One at a time: on a partition that is just coming up, the second of two would overtake a refused first.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "acks", "all", "max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var facts = IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
            var acknowledgements = new ArrayList<Future<RecordMetadata>>();
            for (var fact : facts) {
                acknowledgements.add(producer.send(new ProducerRecord<>(topic, fact, fact)));
            }
            for (var acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
            return facts;
        }
    }

    /** Reads as a new consumer group from the beginning until as many facts as expected have come. */
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
            var facts = new ArrayList<String>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (facts.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(fact -> facts.add(fact.value()));
            }
            consumer.commitSync();
            return facts;
        }
    }
}
