package io.crmesh.benchmarks.rows;

import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Lets a client of the broker be closed like the parts. */
record Closing(Admin admin) implements Closeable {

    static Closing of(String broker) {
        return new Closing(Admin.create(Map.of("bootstrap.servers", broker)));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
