package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.TestBed.Server;

/** Subject of a contest: a service that takes orders and publishes them on its topic. */
public record Subject(Server server, String topic, Orders orders) {

    String name() {
        return server.part().name();
    }
}
