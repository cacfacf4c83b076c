package io.crmesh.platform.testing;

import static org.awaitility.Awaitility.await;

import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Test reader of the events that a service published to the broker of {@link RealParts}. */
public final class Sent {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Sent() {}

    /** The events about one aggregate, in order; waits until there are so many. */
    public static List<RecordedEvent> events(String topic, String subject, int count) {
        var events = new ArrayList<RecordedEvent>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        RealParts.broker().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "test-" + subject,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(TIMEOUT).until(() -> {
                for (var delivery : consumer.poll(Duration.ofMillis(200))) {
                    var event = Envelope.read(delivery);
                    if (event.subject().equals(subject)) {
                        events.add(event);
                    }
                }
                return events.size() >= count;
            });
        }
        return events;
    }
}
