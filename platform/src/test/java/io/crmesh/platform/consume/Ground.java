package io.crmesh.platform.consume;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.crmesh.local.broker.EmbeddedBroker;
import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A real broker and a real database protocol, one of each for all stories of this package. */
final class Ground {

    private static final Path DIRECTORY = directory();
    private static EmbeddedBroker broker = EmbeddedBroker.open(DIRECTORY, 0, Duration.ofSeconds(4));
    static final EmbeddedDatabase DATABASE = EmbeddedDatabase.inMemory();
    static final MongoClient MONGO = MongoClients.create(DATABASE.connectionString());
    static final Producer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "acks",
                    "all",
                    "compression.type",
                    "gzip",
                    "max.request.size",
                    64 * 1024 * 1024,
                    "buffer.memory",
                    128L * 1024 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    static {
        // A busy machine is slow, and none of the stories is about that.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private Ground() {}

    static String brokers() {
        return broker.bootstrapServers();
    }

    static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", brokers());
    }

    /** Takes the broker away, does something, and brings it back as it was. */
    static void whileTheBrokerIsAway(Runnable meanwhile) {
        var port = broker.port();
        broker.close();
        try {
            meanwhile.run();
        } finally {
            broker = EmbeddedBroker.open(DIRECTORY, port, Duration.ofSeconds(4));
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
