package io.crmesh.order.purchase;

import io.crmesh.order.product.Catalogue;
import io.crmesh.order.product.Product;
import io.crmesh.order.purchase.ImportOrders.PastOrder;
import io.crmesh.order.purchase.ImportResult.Row;
import io.crmesh.order.purchase.ImportResult.Status;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.keeper.KnownCustomers;
import io.crmesh.platform.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Service;

/**
 * Takes over orders from elsewhere. Each is one creation under what its own system calls it, so an import that was cut
 * off is simply sent again: what is there already is found to be there.
 */
@Service
class ImportDesk {

    /** Rows written at once: enough for the database to commit many together, few enough to leave room for others. */
    private static final int SIDE_BY_SIDE = 64;

    private final Orders orders;
    private final PastOrders past;
    private final KnownCustomers customers;
    private final Catalogue catalogue;
    private final Traces traces;

    ImportDesk(Orders orders, PastOrders past, KnownCustomers customers, Catalogue catalogue, Traces traces) {
        this.orders = orders;
        this.past = past;
        this.customers = customers;
        this.catalogue = catalogue;
        this.traces = traces;
    }

    /** What rows refer to is looked up for all of them together. */
    ImportResult run(Command command, ImportOrders wish) {
        var rows = wish.orders();
        customers.foresee(rows.stream()
                .map(PastOrder::customerId)
                .filter(Objects::nonNull)
                .toList());
        var products = catalogue.of(skus(rows));
        var of = new Actor(Actor.Kind.IMPORT, command.actor().id());
        var whole = command.in(wish.how()).by(of);
        try (var pool =
                Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
            var threads = traces.carried(pool);
            var results = new ArrayList<CompletableFuture<Row>>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                var index = i;
                results.add(CompletableFuture.supplyAsync(() -> row(whole, index, rows.get(index), products), threads));
            }
            return ImportResult.of(results.stream().map(ImportDesk::joined).toList());
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

    /** An outage is the whole import's: it is sent again. */
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
            var order = past.read(row, products);
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
