package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.parts.Stage.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same services as anyone would start them: the jars that the build made, all at once, with no flags but the heap. */
final class FatJars {

    private static final int HEAP = 256;

    private FatJars() {}

    /** How long it takes until all are ready, with a broker, a database and a mail server that start with them. */
    static Duration start(Stage stage, List<String> names) throws IOException, InterruptedException {
        int broker = Stage.freePort();
        int database = Stage.freePort();
        var environment = Map.of(
                "CRM_KAFKA",
                "127.0.0.1:" + broker,
                "CRM_MONGODB",
                "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(database));
        var begin = System.nanoTime();
        var started = new LinkedHashMap<Service, Server>();
        for (var name : names) {
            var service = Service.ofProduct(name);
            started.put(service, stage.begin(service, jar -> Jvm.plain(HEAP, jar), Stage.freePort(), environment));
        }
        var _ = stage.broker(broker);
        var _ = stage.database(database);
        var _ = stage.mail();
        for (var each : started.entrySet()) {
            stage.awaitReady(each.getValue(), each.getKey());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
