package io.crmesh.benchmarks.yardstick;

import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.parts.TestBed.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Yardstick: the same services started as plain fat jars, all at once, with no flags but the heap size. */
public final class FatJars {

    private static final int HEAP = 256;

    private FatJars() {}

    /** The time until all services are ready, with a broker, a database and a mail server that start with them. */
    public static Duration start(TestBed testBed, List<String> names) throws IOException, InterruptedException {
        int broker = TestBed.freePort();
        int database = TestBed.freePort();
        var environment = Map.of(
                "CRM_KAFKA",
                "127.0.0.1:" + broker,
                "CRM_MONGODB",
                "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(database));
        var begin = System.nanoTime();
        var started = new LinkedHashMap<Service, Server>();
        for (var name : names) {
            var service = Service.ofProduct(name);
            started.put(service, testBed.begin(service, jar -> Jvm.plain(HEAP, jar), TestBed.freePort(), environment));
        }
        var _ = testBed.broker(broker);
        var _ = testBed.database(database);
        var _ = testBed.mail();
        for (var each : started.entrySet()) {
            testBed.awaitReady(each.getValue(), each.getKey());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
