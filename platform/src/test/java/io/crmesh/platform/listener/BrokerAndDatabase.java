package io.crmesh.platform.listener;

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

/** A real broker and a database with the real protocol, shared by all tests of this package. */
final class BrokerAndDatabase {

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
        // A busy machine is slow, and no test here is about speed.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private BrokerAndDatabase() {}

    static String brokers() {
        return broker.bootstrapServers();
    }

    static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", brokers());
    }

    /** Stops the broker, runs an action, and starts the broker with the same data. */
    static void whileBrokerIsStopped(Runnable meanwhile) {
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
