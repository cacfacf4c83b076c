package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.Stage.Server;

/** Whoever takes orders and tells of them on its topic. */
record Subject(Server server, String topic, Orders orders) {

    String name() {
        return server.part().name();
    }
}
