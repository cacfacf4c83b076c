package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.Customers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/** Producer of order.placed events without orders, made from the example of the contract, for all customers in turn. */
public final class PlacedEvents {

    public static final String TOPIC = "crm.orders";

    private final String broker;
    private final List<String> customers;
    private final String body;
    private final AtomicLong number = new AtomicLong();

    private PlacedEvents(String broker, List<String> customers, String body) {
        this.broker = broker;
        this.customers = customers;
        this.body = body;
    }

    public static PlacedEvents of(String broker, List<String> customers, Path root) throws IOException {
        var contract = Files.readString(root.resolve("contracts/events/order.placed.v1.json"));
        var body = JsonMapper.shared().readTree(contract).at("/examples/0").toString();
        return new PlacedEvents(broker, customers, body);
    }

    public void publish(int count) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                var mine = number.getAndIncrement();
                var customer = customers.get((int) (mine % customers.size()));
                var order = "ord_bench%09d".formatted(mine);
                var _ = producer.send(Customers.event(TOPIC, "order.placed", "/crm/orders", order, customer, body));
            }
            producer.flush();
        }
    }
}
