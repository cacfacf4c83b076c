package io.crmesh.platform.ops;

import io.crmesh.platform.listener.ConsumerLag;
import io.crmesh.platform.listener.GroupListeners;
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

/**
 * Reader of consumer lags from the brokers. It connects on first use, as the brokers may not answer when the service
 * starts.
 */
class ConsumerLagReader implements AutoCloseable {

    private final Supplier<Admin> connect;
    private @Nullable Admin admin;

    ConsumerLagReader(Supplier<Admin> connect) {
        this.connect = connect;
    }

    /** The lag of each group; empty if the brokers do not answer. */
    Optional<Map<String, ConsumerLag.Lag>> lags(GroupListeners listeners) {
        var groups = new HashMap<String, Set<String>>();
        listeners.groups().forEach(group -> groups.put(group.name(), group.topics()));
        if (groups.isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(ConsumerLag.of(admin(), groups));
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
