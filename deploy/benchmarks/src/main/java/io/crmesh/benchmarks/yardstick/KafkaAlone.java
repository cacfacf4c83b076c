package io.crmesh.benchmarks.yardstick;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.benchmarks.load.DeliveryRecorder;
import io.crmesh.benchmarks.load.Latencies;
import io.crmesh.benchmarks.load.Orders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Yardstick: a producer that sends each record at once and does nothing else, which is the least possible latency. */
public record KafkaAlone(String broker, String topic, DeliveryRecorder deliveries) {

    private static final Duration LAST = Duration.ofSeconds(5);

    /** Latencies from the intended send time of a record to its arrival. */
    public Latencies measure(double perSecond, Duration time) throws InterruptedException {
        deliveries.remember();
        var before = deliveries.arrived(topic).count();
        var intended = new HashMap<String, Long>();
        var value = Orders.template().getBytes(UTF_8);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var _ = producer.partitionsFor(topic);
            var begin = System.nanoTime();
            var count = Math.round(perSecond * time.toNanos() / 1e9);
            for (int number = 0; number < count; number++) {
                var start = begin + Math.round(number * 1e9 / perSecond);
                await(start);
                var key = "raw-" + begin + "-" + number;
                intended.put(key, start);
                var _ = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
            }
        }
        var _ = deliveries.await(topic, before + intended.size(), LAST);
        var waits = new Histogram(3);
        var arrivals = deliveries.arrivals();
        intended.forEach((key, start) -> {
            var arrival = arrivals.get(key);
            if (arrival != null) {
                waits.recordValue(Math.max(0, arrival - start));
            }
        });
        return Latencies.of(waits);
    }

    private static void await(long start) {
        for (long left = start - System.nanoTime(); left > 0; left = start - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
