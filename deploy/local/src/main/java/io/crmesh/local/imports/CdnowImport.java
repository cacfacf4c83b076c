package io.crmesh.local.imports;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * Import of the CDNOW purchases: first the customers, then the orders before a date as history, then the other orders
 * as live ones. Each step has the idempotency key of its row, so an interrupted import is started again and repeats
 * nothing.
 */
final class CdnowImport {

    private static final String SYSTEM = "cdnow";
    private static final int ORDERS_AT_ONCE = 500;
    private static final int CUSTOMERS_AT_ONCE = 16;
    private static final int PAGE = 200;
    private static final int FIRST_LINE = 2;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final CrmApi api;
    private final PrintStream out;
    private final boolean terminal;
    private final String name;

    /**
     * @param name differs for files with different customers under the same numbers
     */
    CdnowImport(CrmApi api, PrintStream out, boolean terminal, String name) {
        this.api = api;
        this.out = out;
        this.terminal = terminal;
        this.name = name;
    }

    void run(List<Purchase> purchases, LocalDate liveFrom) throws InterruptedException, IOException {
        var byLive = purchases.stream()
                .collect(partitioningBy(purchase -> !purchase.date().isBefore(liveFrom)));
        var customers = customers(purchases);
        history(Objects.requireNonNull(byLive.get(false)), customers);
        live(Objects.requireNonNull(byLive.get(true)), customers);
        waitUntilQuiet();
        summary(customers.size());
    }

    /** Imports the customers of all purchases, and returns their ids by their external ids. */
    private Map<String, String> customers(List<Purchase> purchases) throws InterruptedException {
        waitUntilQuiet();
        var externalIds =
                purchases.stream().map(Purchase::customer).distinct().sorted().toList();
        var progress = new Progress(out, terminal, "customers", externalIds.size());
        var batch = api.upload(
                "/api/customers/imports?mode=IMPORT&system=" + SYSTEM,
                name + "-customers",
                csv(externalIds, firstPurchases(purchases)));
        var path = "/api/customers/imports/" + batch.body().get("id").asString();
        follow(path, progress);
        progress.finish();
        return idsOf(path, externalIds);
    }

    /** A customer is known since their first purchase, so that their past can be asked for. */
    static Map<String, LocalDate> firstPurchases(List<Purchase> purchases) {
        return purchases.stream()
                .collect(toMap(Purchase::customer, Purchase::date, (one, other) -> one.isBefore(other) ? one : other));
    }

    static String csv(List<String> ids, Map<String, LocalDate> since) {
        var csv = new StringBuilder("externalId,kind,name.nickname,email,consent.MARKETING.EMAIL,registeredAt\n");
        for (var id : ids) {
            csv.append("%s,PERSON,CDNOW %s,customer-%s@cdnow.example,GRANTED,%sT00:00:00Z%n"
                    .formatted(id, id, id, since.get(id)));
        }
        return csv.toString();
    }

    /** Runs the import of a customer file to its end, from the step that an earlier run had reached. */
    private void follow(String path, Progress progress) throws InterruptedException {
        long seen = 0;
        while (true) {
            var batch = api.get(path);
            var state = batch.body().get("state").asString();
            switch (state) {
                case "UPLOADED" -> request(batch, path, "validate");
                case "VALIDATED" -> request(batch, path, "start");
                case "RUNNING" -> {
                    var done = batch.body().at("/counts/rows").asLong();
                    progress.advance(done - seen);
                    seen = done;
                }
                case "COMPLETED" -> {
                    progress.advance(batch.body().at("/counts/rows").asLong() - seen);
                    return;
                }
                default -> throw new CrmApi.Refused("The customers' import is " + state);
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    private void request(CrmApi.Answer batch, String path, String step) throws InterruptedException {
        if (batch.body().hasNonNull("work")) {
            return; // the step was requested before and is under way
        }
        var version = Objects.requireNonNull(batch.etag()).replace("\"", "");
        try { // The key has the version, so that a step that was given up is run again instead of answered from the
            // store.
            var _ = api.post(path + "/" + step, String.join("-", name, step, version), batch.etag(), Map.of());
        } catch (CrmApi.Refused e) {
            if (!e.isConflict()) {
                throw e;
            }
        }
    }

    /** The customer ids by the external ids of the lines. */
    private Map<String, String> idsOf(String path, List<String> externalIds) throws InterruptedException {
        var ids = new HashMap<String, String>();
        for (int from = 0; from < externalIds.size(); from += PAGE) {
            var lines = "lineMin=%d&lineMax=%d".formatted(from + FIRST_LINE, from + PAGE - 1 + FIRST_LINE);
            for (var row :
                    api.get(path + "/rows?limit=" + PAGE + "&" + lines).body().get("items")) {
                var externalId = externalIds.get(row.get("line").asInt() - FIRST_LINE);
                ids.put(externalId, row.get("customer").asString());
            }
        }
        return ids;
    }

    /** Imports past orders: many in one request, each with its external id. */
    private void history(List<Purchase> past, Map<String, String> customers) throws InterruptedException {
        waitUntilQuiet();
        var progress = new Progress(out, terminal, "history", past.size());
        for (int from = 0; from < past.size(); from += ORDERS_AT_ONCE) {
            var some = past.subList(from, Math.min(past.size(), from + ORDERS_AT_ONCE));
            var orders =
                    some.stream().map(purchase -> past(purchase, customers)).toList();
            var key = name + "-history-" + some.getFirst().line() + "-"
                    + some.getLast().line();
            checkRows(api.post("/api/orders/imports", key, null, Map.of("mode", "BACKFILL", "orders", orders))
                    .body());
            progress.advance(some.size());
        }
        progress.finish();
    }

    private static void checkRows(JsonNode answer) {
        for (var row : answer.get("rows")) {
            if (row.get("status").asString().equals("INVALID")) {
                throw new CrmApi.Refused("An order was refused: " + row);
            }
        }
    }

    private static Map<String, Object> past(Purchase purchase, Map<String, String> customers) {
        var order = order(purchase, customers);
        order.put("placedAt", purchase.date() + "T00:00:00Z");
        order.put("state", "COMPLETED");
        return order;
    }

    private static Map<String, Object> order(Purchase purchase, Map<String, String> customers) {
        var order = new HashMap<String, Object>();
        order.put("customerId", Objects.requireNonNull(customers.get(purchase.customer())));
        order.put("externalId", Map.of("system", SYSTEM, "id", SYSTEM + purchase.line()));
        order.put("currency", "USD");
        order.put(
                "lines",
                List.of(Map.of(
                        "sku", "CD",
                        "name", "CD",
                        "kind", "GOODS",
                        "category", "music",
                        "quantity", purchase.quantity(),
                        "unitPrice", purchase.unitPrice().toPlainString())));
        return order;
    }

    /**
     * Places and pays the live orders by date and line; a customer's next order waits for the answer to the one before.
     */
    private void live(List<Purchase> live, Map<String, String> customers) throws InterruptedException {
        waitUntilQuiet();
        var progress = new Progress(out, terminal, "live", live.size());
        var inOrder = live.stream()
                .sorted(Comparator.comparing(Purchase::date).thenComparingInt(Purchase::line))
                .toList();
        var lastOf = new HashMap<String, CompletableFuture<Void>>();
        var permits = new Semaphore(CUSTOMERS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var purchase : inOrder) {
                permits.acquire();
                var before = lastOf.getOrDefault(purchase.customer(), CompletableFuture.completedFuture(null));
                var placed = before.thenRunAsync(() -> place(purchase, customers, progress), threads)
                        .whenComplete((_, _) -> permits.release());
                lastOf.put(purchase.customer(), placed);
            }
            CompletableFuture.allOf(lastOf.values().toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CrmApi.Refused refused ? refused : e;
        }
        progress.finish();
    }

    private void place(Purchase purchase, Map<String, String> customers, Progress progress) {
        try {
            var key = name + "-" + purchase.line();
            var order = api.post("/api/orders", key, null, order(purchase, customers));
            var payment = Map.of("amount", purchase.dollars().toPlainString(), "method", "CARD");
            var path = "/api/orders/" + order.body().get("id").asString() + "/payments";
            var _ = api.post(path, key + "-payment", order.etag(), payment);
            progress.advance(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrmApi.Refused("Interrupted");
        }
    }

    /** Waits until two polls in a row find no pending events. */
    private void waitUntilQuiet() throws InterruptedException {
        var quiet = 0;
        while (quiet < 2) {
            quiet = api.get("/api/system/flow").body().get("quiet").asBoolean() ? quiet + 1 : 0;
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** Prints the number of customers and orders, from the export of the orders.*/
    private void summary(int customers) throws IOException, InterruptedException {
        var orders = 0;
        var dollars = BigDecimal.ZERO;
        try (var lines =
                new BufferedReader(new InputStreamReader(api.export("/api/orders/export"), StandardCharsets.UTF_8))) {
            var columns = List.of(lines.readLine().split(",", -1));
            var total = columns.indexOf("total");
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                orders++;
                dollars =
                        dollars.add(new BigDecimal(List.of(line.split(",", -1)).get(total)));
            }
        }
        out.println("There are %,d customers and %,d orders for %,.2f dollars.".formatted(customers, orders, dollars));
    }
}
