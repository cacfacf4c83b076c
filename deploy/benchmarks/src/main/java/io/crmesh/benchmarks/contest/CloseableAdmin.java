package io.crmesh.benchmarks.contest;

import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Adapter: an admin client of the broker that is closed like the parts. */
public record CloseableAdmin(Admin admin) implements Closeable {

    public static CloseableAdmin of(String broker) {
        return new CloseableAdmin(Admin.create(Map.of("bootstrap.servers", broker)));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
