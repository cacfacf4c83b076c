package io.crmesh.local.broker;

import io.crmesh.local.tls.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Embedded broker: a real Kafka broker in this process. Acknowledged records survive a restart with the same directory,
 * also after a kill. A directory belongs to one broker at a time, and topics must be created before use.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** The system property that sets how long, in milliseconds, a consumer may be silent before it is replaced. */
    public static final String CONSUMER_SESSION_PROPERTY = "crmesh.broker.consumer-session-ms";

    private static final int DEFAULT_CONSUMER_SESSION_MS = 10_000;

    private final BrokerSettings settings;
    private final KraftServer server;

    private EmbeddedBroker(BrokerSettings settings, KraftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Opens the broker with its data in the directory, and returns when it serves.
     *
     * @param port the port on 127.0.0.1; 0 for any free port
     */
    public static EmbeddedBroker open(Path dir, int port) {
        return open(dir, port, Optional.empty());
    }

    /** The same with TLS; clients need a certificate of the same authority. */
    static EmbeddedBroker open(Path dir, int port, Optional<Identity> identity) {
        var session = Integer.getInteger(CONSUMER_SESSION_PROPERTY, DEFAULT_CONSUMER_SESSION_MS);
        return open(dir, port, Duration.ofMillis(session), identity);
    }

    /**
     * Opens the broker with a consumer session of its own: a silent consumer's partitions move on after that time.
     *
     * @param port the port on 127.0.0.1; 0 for any free port
     */
    public static EmbeddedBroker open(Path dir, int port, Duration consumerSession) {
        return open(dir, port, consumerSession, Optional.empty());
    }

    private static EmbeddedBroker open(Path dir, int port, Duration consumerSession, Optional<Identity> identity) {
        // A taken port is detected before the start, because Kafka ends the whole process when it cannot bind.
        if (port != 0 && !Ports.isFree(port)) {
            throw new BrokerUnavailable("Port %d is taken by another program.".formatted(port));
        }
        var settings = new BrokerSettings(
                dir.toAbsolutePath(), port == 0 ? Ports.anyFree() : port, Ports.anyFree(), consumerSession, identity);
        try {
            return new EmbeddedBroker(settings, KraftServer.start(settings));
        } catch (IOException e) {
            throw new BrokerUnavailable("The broker cannot use %s: %s".formatted(dir, e.getMessage()), e);
        }
    }

    /** The value of the clients' property {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return settings.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
