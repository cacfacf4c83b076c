package io.crmesh.local.broker;

import io.crmesh.local.tls.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * Kafka settings of a single broker on a small machine: one replica, no topics by accident, and a restart within
 * seconds after a kill. The retention of events is a setting of each topic.
 */
record BrokerSettings(Path dir, int port, int controllerPort, Duration consumerSession, Optional<Identity> identity) {

    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(3);
    private static final Duration LONGEST_SESSION = Duration.ofSeconds(60);

    BrokerSettings {
        if (consumerSession.compareTo(SHORTEST_SESSION) < 0 || consumerSession.compareTo(LONGEST_SESSION) > 0) {
            throw new BrokerUnavailable("A consumer session of %s is not between %s and %s."
                    .formatted(consumerSession, SHORTEST_SESSION, LONGEST_SESSION));
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    Properties asProperties() {
        var properties = new Properties();
        listeners(properties);
        encryption(properties);
        singleReplica(properties);
        quickRestart(properties);
        consumerGroups(properties);
        smallMachine(properties);
        return properties;
    }

    private void listeners(Properties properties) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("log.dirs", dir.toString());
        properties.put(
                "listeners", "CLIENT://%s,CONTROLLER://127.0.0.1:%d".formatted(bootstrapServers(), controllerPort));
        properties.put("advertised.listeners", "CLIENT://" + bootstrapServers());
        properties.put("inter.broker.listener.name", "CLIENT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("auto.create.topics.enable", "false");
    }

    /** With TLS, clients need a certificate of the same authority. */
    private void encryption(Properties properties) {
        var protocol = identity.isPresent() ? "SSL" : "PLAINTEXT";
        properties.put("listener.security.protocol.map", "CLIENT:%1$s,CONTROLLER:%1$s".formatted(protocol));
        identity.ifPresent(own -> {
            properties.putAll(ClientEncryption.stores(own.files()));
            properties.put("ssl.client.auth", "required");
        });
    }

    private static void singleReplica(Properties properties) {
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /** A broker that was killed may register again only when its old registration has expired. */
    private static void quickRestart(Properties properties) {
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");
    }

    private void consumerGroups(Properties properties) {
        properties.put("group.coordinator.rebalance.protocols", "classic,consumer");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", millis(SHORTEST_SESSION));
        properties.put("group.consumer.min.session.timeout.ms", millis(SHORTEST_SESSION));
        properties.put("group.consumer.max.session.timeout.ms", millis(LONGEST_SESSION));
        properties.put("group.consumer.session.timeout.ms", millis(consumerSession));
        properties.put("group.consumer.min.heartbeat.interval.ms", "500");
        properties.put("group.consumer.heartbeat.interval.ms", "1000");
    }

    /** With these it lives in a heap of 128 MB; the cleaner's buffer alone would take that much by default. */
    private static void smallMachine(Properties properties) {
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        properties.put("log.index.size.max.bytes", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "4");
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
