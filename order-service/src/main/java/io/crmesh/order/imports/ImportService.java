package io.crmesh.order.imports;

import io.crmesh.order.imports.ImportOrders.PastOrder;
import io.crmesh.order.imports.ImportResult.Row;
import io.crmesh.order.imports.ImportResult.Status;
import io.crmesh.order.pricing.OrderedLine;
import io.crmesh.order.product.Catalogue;
import io.crmesh.order.product.Product;
import io.crmesh.order.purchase.Orders;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.platform.trace.Traces;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Service;

/**
 * Application service: imports orders from other systems. Each is created under its id in that system, so an
 * interrupted import can be sent again: orders that exist already are reported as duplicates.
 */
@Service
class ImportService {

    /** Rows written concurrently: enough for group commits, few enough to leave capacity for other requests. */
    private static final int CONCURRENT_ROWS = 64;

    private final Orders orders;
    private final PastOrderReader reader;
    private final KnownCustomers customers;
    private final Catalogue catalogue;
    private final Traces traces;

    ImportService(Orders orders, PastOrderReader reader, KnownCustomers customers, Catalogue catalogue, Traces traces) {
        this.orders = orders;
        this.reader = reader;
        this.customers = customers;
        this.catalogue = catalogue;
        this.traces = traces;
    }

    /** Looks customers and products up for all rows together. */
    ImportResult run(Command command, ImportOrders request) {
        var rows = request.orders();
        customers.prefetch(rows.stream()
                .map(PastOrder::customerId)
                .filter(Objects::nonNull)
                .toList());
        var products = catalogue.of(skus(rows));
        var actor = new Actor(Actor.Kind.IMPORT, command.actor().id());
        var whole = command.in(request.eventMode()).by(actor);
        try (var pool =
                Executors.newFixedThreadPool(CONCURRENT_ROWS, Thread.ofVirtual().factory())) {
            var threads = traces.carried(pool);
            var results = new ArrayList<CompletableFuture<Row>>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                var index = i;
                results.add(CompletableFuture.supplyAsync(() -> row(whole, index, rows.get(index), products), threads));
            }
            return ImportResult.of(results.stream().map(ImportService::joined).toList());
        }
    }

    private static List<String> skus(List<PastOrder> rows) {
        return rows.stream()
                .filter(row -> row.lines() != null)
                .flatMap(row -> row.lines().stream())
                .filter(line -> line != null && line.sku() != null && line.needsProduct())
                .map(OrderedLine::sku)
                .distinct()
                .toList();
    }

    /** An outage fails the whole import, which can be sent again. */
    private static Row joined(CompletableFuture<Row> row) {
        try {
            return row.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Row row(Command whole, int index, PastOrder row, Map<String, Product> products) {
        try {
            var order = reader.read(row, products);
            var id = order.id().value();
            var command = new Command(
                    whole.id() + "/" + index,
                    order.hash(),
                    null,
                    whole.actor(),
                    whole.mode(),
                    whole.correlationId(),
                    whole.causationId());
            var saved = orders.create(id, command, order.events());
            return Row.of(index, id, saved.replayed() ? Status.DUPLICATE : Status.CREATED);
        } catch (Impossible refusal) {
            return Row.invalid(index, refusal.errors());
        } catch (RuleBroken _) {
            return Row.invalid(index, List.of(new FieldError("externalId", "is known here with other content")));
        }
    }
}
