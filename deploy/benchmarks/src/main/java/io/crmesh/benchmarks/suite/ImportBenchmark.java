package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.CloseableAdmin;
import io.crmesh.benchmarks.load.ApiClient;
import io.crmesh.benchmarks.load.ConsumerGroup;
import io.crmesh.benchmarks.load.CustomerImport;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.parts.TestBed.Server;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import io.crmesh.benchmarks.yardstick.RawDocuments;
import io.crmesh.benchmarks.yardstick.RawDocuments.Kept;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Benchmark of imports: records per second, beside the bare insertion of the documents that they become. */
public final class ImportBenchmark implements Benchmark {

    private static final Goal SHARE = Goal.atLeast(0.35, 0.5, "×");
    private static final String YARDSTICK = "raw insertMany of the same documents";
    private static final List<Kept> OF_A_CUSTOMER = List.of(
            new Kept("customers", 1),
            new Kept("customers.history", 2),
            new Kept("reservations", 1),
            new Kept("import-rows", 1));
    private static final List<Kept> OF_AN_ORDER = List.of(new Kept("orders", 1), new Kept("orders.history", 2));
    private static final int ORDERS_AT_ONCE = 500;
    private static final int CALLERS = 4;
    private static final int WARMING = 4;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Records per second in each round, imported and as bare documents. */
    private record Rates(List<Double> imported, List<Double> raw) {

        Rates() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(double one, double other) {
            imported.add(one);
            raw.add(other);
        }

        Figure figure(String name) {
            return Figure.of(name, YARDSTICK, SHARE, Scatter.ofRatios(imported, raw));
        }

        List<String> line(String what) {
            return List.of(
                    what, Scatter.of(imported).toString(), Scatter.of(raw).toString());
        }
    }

    /** Participants of the benchmark. */
    private record Parts(Server broker, Server database, Server customers, Server seller, ConsumerGroup known) {

        static Parts on(TestBed testBed) throws IOException, InterruptedException {
            var broker = testBed.broker();
            var database = testBed.database();
            var environment = Map.of("CRM_KAFKA", broker.address(), "CRM_MONGODB", mongodb(database));
            var customers = testBed.service(Service.ofProduct("customer-service"), environment);
            var seller = testBed.service(Service.ofProduct("order-service"), environment);
            var admin = testBed.keep(CloseableAdmin.of(broker.address())).admin();
            return new Parts(
                    broker, database, customers, seller, new ConsumerGroup(admin, "orders.customers", "crm.customers"));
        }

        static String mongodb(Server database) {
            return "mongodb://%s/?retryWrites=false".formatted(database.address());
        }

        Cpu cpu() {
            return new Cpu(List.of(broker.part(), database.part(), customers.part(), seller.part()));
        }
    }

    private final Rates customers = new Rates();
    private final Rates orders = new Rates();
    private final List<Double> foreign = new ArrayList<>();

    @Override
    public String name() {
        return "import";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException {
        try (var testBed = TestBed.in(bench.root())) {
            var parts = Parts.on(testBed);
            var cpu = parts.cpu();
            for (int round = 0; round < WARMING; round++) {
                round(bench, parts, cpu, round);
            }
            List.of(customers.imported, customers.raw, orders.imported, orders.raw, foreign)
                    .forEach(List::clear); // these rounds were the warm-up
            for (int round = 0; round < bench.extent().rounds(); round++) {
                round(bench, parts, cpu, WARMING + round);
            }
            return outcome(bench.extent().imported());
        }
    }

    private void round(BenchmarkRun bench, Parts parts, Cpu cpu, int round)
            throws IOException, InterruptedException, ExecutionException {
        var count = bench.extent().imported();
        var file = CustomerImport.validated(parts.customers().http(), round * count, count);
        cpu.awaitQuiet(QUIET);
        var before = cpu.read();
        var customersTook = file.run();
        foreign.add(cpu.since(before).foreign());
        var ids = file.ids(count);
        cpu.awaitQuiet(QUIET);
        awaitAllPublished(parts.customers().http());
        parts.known().awaitAll(TIMEOUT); // order-service would have to look up a customer that it does not know yet
        var ordersTook = history(parts.seller().http(), ids, round);
        cpu.awaitQuiet(QUIET);
        try (var raw = new RawDocuments(Parts.mongodb(parts.database()))) {
            customers.add(count / seconds(customersTook), raw.rate("customers", OF_A_CUSTOMER, count));
            orders.add(count / seconds(ordersTook), raw.rate("orders", OF_AN_ORDER, count));
        }
        bench.say("round %d: customers %.0f/s, raw %.0f/s; orders %.0f/s, raw %.0f/s"
                .formatted(
                        round,
                        customers.imported.getLast(),
                        customers.raw.getLast(),
                        orders.imported.getLast(),
                        orders.raw.getLast()));
    }

    /** Waits until the service has no pending events. */
    private static void awaitAllPublished(URI service) throws IOException, InterruptedException {
        var json = ApiClient.of(service);
        var end = System.nanoTime() + TIMEOUT.toNanos();
        while (json.get("/internal/flow").at("/pending/records").asLong() > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s has pending events for too long".formatted(service));
            }
            Thread.sleep(50);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Imports one past order for each customer, many in a request, a few requests at a time. */
    private static Duration history(URI seller, List<String> customers, int round)
            throws InterruptedException, ExecutionException {
        var json = ApiClient.of(seller);
        var begin = System.nanoTime();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var requests = new ArrayList<Callable<Object>>();
            for (int from = 0; from < customers.size(); from += ORDERS_AT_ONCE) {
                var some = customers.subList(from, Math.min(customers.size(), from + ORDERS_AT_ONCE));
                requests.add(() -> json.post("/api/orders/imports", orders(some, round)));
            }
            for (var request : callers.invokeAll(requests)) {
                var _ = request.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String orders(List<String> customers, int round) {
        var orders = customers.stream()
                .map(customer -> """
                    {"externalId": {"system": "benchmark", "id": "%d-%s"}, "customerId": "%s", "currency": "USD",
                     "placedAt": "2024-05-06T07:08:09Z", "state": "COMPLETED",
                     "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "category": "music", "quantity": 2, "unitPrice": "14.99"},
                               {"sku": "TEA-250", "name": "Oolong 250 g", "kind": "GOODS", "category": "TEA", "quantity": 1, "unitPrice": "6.15"}]}
                    """.formatted(round, customer, customer))
                .toList();
        return "{\"mode\": \"BACKFILL\", \"orders\": [" + String.join(",", orders) + "]}";
    }

    private Outcome outcome(int count) {
        return new Outcome(
                name(),
                "Records of another system",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(customers.figure("import of customers"), orders.figure("import of orders as history")),
                List.of(new Table(
                        List.of("What", "imported/s", "raw insertMany/s"),
                        List.of(
                                customers.line("customers, a file of " + count),
                                orders.line("orders, 500 in a request")))),
                foreign,
                List.of(
                        "A customer has an address and a consent; an import begins when it is started, after its"
                                + " validation, and ends when it says that it is complete. Events are published and kept"
                                + " in history meanwhile.",
                        "The same documents: all that the import leaves in the database for each record (itself and two events in its history; of a customer also its reserved number and what became of its row), with the same indexes, 500 at a time, %d callers."
                                .formatted(CALLERS)));
    }
}
