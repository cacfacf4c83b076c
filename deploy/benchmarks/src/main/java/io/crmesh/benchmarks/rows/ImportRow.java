package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.load.CustomerFile;
import io.crmesh.benchmarks.load.Group;
import io.crmesh.benchmarks.load.Json;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** How fast the records of another system come in, beside the bare insertion of the documents that they become. */
public final class ImportRow implements Row {

    private static final Goal SHARE = Goal.atLeast(0.35, 0.5, "×");
    private static final String YARDSTICK = "raw insertMany of the same documents";
    private static final int ORDERS_AT_ONCE = 500;
    private static final int CALLERS = 4;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Double> customers = new ArrayList<>();
    private final List<Double> rawCustomers = new ArrayList<>();
    private final List<Double> orders = new ArrayList<>();
    private final List<Double> rawOrders = new ArrayList<>();
    private final List<Double> foreign = new ArrayList<>();

    @Override
    public String name() {
        return "import";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var broker = stage.broker();
            var admin = stage.keep(Closing.of(broker.address()));
            var known = new Group(admin.admin(), "orders.customers", "crm.customers");
            var database = stage.database();
            var mongodb = "mongodb://%s/?retryWrites=false".formatted(database.address());
            var environment = Map.of("CRM_KAFKA", broker.address(), "CRM_MONGODB", mongodb);
            var keeper = stage.service(Service.ofProduct("customer-service"), environment);
            var seller = stage.service(Service.ofProduct("order-service"), environment);
            var cpu = new Cpu(List.of(broker.part(), database.part(), keeper.part(), seller.part()));
            var count = bench.extent().imported();
            for (int round = 0; round <= bench.extent().rounds(); round++) {
                var file = CustomerFile.validated(keeper.http(), round * count, count);
                cpu.awaitQuiet(QUIET);
                var before = cpu.read();
                var perSecond = count / seconds(file.run());
                var ids = file.ids(count);
                cpu.awaitQuiet(QUIET);
                known.awaitAll(PATIENCE); // who is not known to order-service yet would have to be asked for
                var ordersPerSecond = count / seconds(history(seller.http(), ids, round));
                foreign.add(cpu.since(before).foreign());
                cpu.awaitQuiet(QUIET);
                try (var raw = new RawDocuments(mongodb)) {
                    var left = raw.rate(
                            "customers",
                            List.of("customers", "customers.history", "reservations", "import-rows"),
                            count);
                    var leftOrders = raw.rate("orders", List.of("orders", "orders.history"), count);
                    bench.say("round %d: customers %.0f/s, raw %.0f/s; orders %.0f/s, raw %.0f/s%s"
                            .formatted(
                                    round,
                                    perSecond,
                                    left,
                                    ordersPerSecond,
                                    leftOrders,
                                    round == 0 ? " (warming)" : ""));
                    if (round > 0) {
                        customers.add(perSecond);
                        rawCustomers.add(left);
                        orders.add(ordersPerSecond);
                        rawOrders.add(leftOrders);
                    }
                }
            }
            return outcome(count);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** One order of the past for each customer, many in a request, a few requests at a time. */
    private static Duration history(URI seller, List<String> customers, int round)
            throws InterruptedException, ExecutionException {
        var json = Json.of(seller);
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
                List.of(
                        Figure.of("import of customers", YARDSTICK, SHARE, Scatter.ofRatios(customers, rawCustomers)),
                        Figure.of(
                                "import of orders as history", YARDSTICK, SHARE, Scatter.ofRatios(orders, rawOrders))),
                List.of(new Table(
                        List.of("What", "imported/s", "raw insertMany/s"),
                        List.of(
                                List.of(
                                        "customers, a file of " + count,
                                        Scatter.of(customers).toString(),
                                        Scatter.of(rawCustomers).toString()),
                                List.of(
                                        "orders, 500 in a request",
                                        Scatter.of(orders).toString(),
                                        Scatter.of(rawOrders).toString())))),
                foreign,
                List.of(
                        "A customer has an address and a consent; an import begins when it is started, after its validation, and ends when it says that it is complete. Facts are published and kept in history meanwhile.",
                        "The same documents: all that the import leaves in the database for each record (the record, its history, its reserved number, its row's fate), with the same indexes, 500 at a time, %d callers."
                                .formatted(CALLERS)));
    }
}
