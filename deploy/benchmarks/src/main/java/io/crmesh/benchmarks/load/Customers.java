package io.crmesh.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/** Producer of customers: the services learn of them as of all others, by the event customer.registered. */
public final class Customers {

    private static final String TOPIC = "crm.customers";

    private Customers() {}

    public static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("cus_bench%06d"::formatted).toList();
    }

    /** Publishes the registration of these customers, with the example of the contract as body. */
    public static void register(String broker, Path root, List<String> ids) throws IOException {
        var contract = Files.readString(root.resolve("contracts/events/customer.registered.v1.json"));
        var body = JsonMapper.shared().readTree(contract).at("/examples/0").toString();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var id : ids) {
                var _ = producer.send(registered(id, body));
            }
            producer.flush();
        }
    }

    private static ProducerRecord<byte[], byte[]> registered(String id, String body) {
        return event(TOPIC, "customer.registered", "/crm/customers", id, id, body);
    }

    /** The first event of an aggregate, as its owner would publish it. */
    public static ProducerRecord<byte[], byte[]> event(
            String topic, String type, String source, String subject, String customer, String body) {
        var now = Instant.now().toString();
        var event = new ProducerRecord<>(topic, customer.getBytes(UTF_8), body.getBytes(UTF_8));
        var headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", subject + ":1",
                "ce_source", source,
                "ce_type", type,
                "ce_subject", subject,
                "ce_time", now,
                "ce_recordedat", now,
                "ce_sequence", "%019d".formatted(1),
                "ce_mode", "LIVE",
                "ce_customer", customer);
        headers.forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        event.headers().add("ce_actor", "SYSTEM:benchmarks".getBytes(UTF_8));
        event.headers().add("content-type", "application/json".getBytes(UTF_8));
        return event;
    }
}
