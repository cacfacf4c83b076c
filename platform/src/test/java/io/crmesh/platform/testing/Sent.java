package io.crmesh.platform.testing;

import static org.awaitility.Awaitility.await;

import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a service told the others, read from the broker of {@link RealParts} as anybody would. */
public final class Sent {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Sent() {}

    /** The facts about one aggregate, in their order; waits until there are so many. */
    public static List<Fact> facts(String topic, String subject, int count) {
        var facts = new ArrayList<Fact>();
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
            await().atMost(PATIENCE).until(() -> {
                for (var delivery : consumer.poll(Duration.ofMillis(200))) {
                    var fact = Envelope.read(delivery);
                    if (fact.subject().equals(subject)) {
                        facts.add(fact);
                    }
                }
                return facts.size() >= count;
            });
        }
        return facts;
    }
}
