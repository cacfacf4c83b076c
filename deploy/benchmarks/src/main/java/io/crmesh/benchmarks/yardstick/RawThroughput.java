package io.crmesh.benchmarks.yardstick;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClients;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.report.Scatter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;

/** Yardstick: the throughput of database and broker when the machine does nothing else. */
public final class RawThroughput {

    private static final int CALLERS = 32;
    private static final long MOST_RECORDS = 200_000;

    private final List<Double> inserts = new ArrayList<>();
    private final List<Double> sends = new ArrayList<>();

    public Scatter inserts() {
        return Scatter.of(inserts);
    }

    public Scatter sends() {
        return Scatter.of(sends);
    }

    /** Inserts documents of the size of an order, with as many callers as there are connections under load. */
    public void insert(String mongodb, Duration time) {
        var order = Document.parse(Orders.template());
        var count = new LongAdder();
        var begin = System.nanoTime();
        try (var client = MongoClients.create(mongodb);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var collection = client.getDatabase("benchmark_raw").getCollection("orders");
            for (int i = 0; i < CALLERS; i++) {
                var _ = callers.submit(() -> {
                    while (System.nanoTime() - begin < time.toNanos()) {
                        var _ = collection.insertOne(new Document(order));
                        count.increment();
                    }
                });
            }
        }
        inserts.add(count.sum() * 1e9 / (System.nanoTime() - begin));
    }

    /** Sends records of the size of an event as fast as possible, and waits until all are acknowledged. */
    public void send(String broker, String topic, Duration time) {
        var value = Orders.template().getBytes(UTF_8);
        long count = 0;
        var begin = System.nanoTime();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            while (count < MOST_RECORDS && System.nanoTime() - begin < time.toNanos()) {
                var key = Long.toString(count++).getBytes(UTF_8);
                var _ = producer.send(new ProducerRecord<>(topic, key, value));
            }
            producer.flush();
        }
        sends.add(count * 1e9 / (System.nanoTime() - begin));
    }
}
