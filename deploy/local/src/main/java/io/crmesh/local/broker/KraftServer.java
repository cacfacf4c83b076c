package io.crmesh.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** Adapter to Kafka's own server classes, which may change with each release of Kafka. */
final class KraftServer {

    private final KafkaRaftServer server;

    private KraftServer(KafkaRaftServer server) {
        this.server = server;
    }

    /** Starts the broker; returns when it accepts clients. */
    static KraftServer start(BrokerSettings settings) throws IOException {
        var properties = settings.asProperties();
        Files.createDirectories(settings.dir());
        if (!Files.exists(settings.dir().resolve("meta.properties"))) { // Written last when a directory is formatted.
            format(settings.dir(), properties);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new KraftServer(server);
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dir, Properties properties) throws IOException {
        var file = Files.createTempFile("broker", ".properties");
        try {
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
            var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
            if (StorageTool.execute(command, silence) != 0) {
                throw new BrokerUnavailable("The directory %s cannot be prepared for the broker.".formatted(dir));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
