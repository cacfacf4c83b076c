package io.crmesh.platform.ops;

import io.crmesh.platform.consume.Lags;
import io.crmesh.platform.consume.Listeners;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers how far the consumer groups are; made on first use, as they may be away when we start. */
class Brokers implements AutoCloseable {

    private final Supplier<Admin> connect;
    private @Nullable Admin admin;

    Brokers(Supplier<Admin> connect) {
        this.connect = connect;
    }

    /** The lag of each group; nothing if the brokers do not answer. */
    Optional<Map<String, Lags.Lag>> lags(Listeners listeners) {
        var groups = new HashMap<String, Set<String>>();
        listeners.groups().forEach(group -> groups.put(group.name(), group.topics()));
        if (groups.isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(Lags.of(admin(), groups));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | KafkaException _) {
            return Optional.empty();
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = connect.get();
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
