package io.crmesh.customer.registry.rows;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.Customers;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.batching.RequestBatcher;
import io.crmesh.platform.store.AggregateType.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stored customers. An import may see all of them. Rows that are read at the same time are asked for together. */
@Component
final class StoredRowCustomers implements RowCustomers {

    private static final AccessScope ALL = new AccessScope.All();
    private static final int MOST_SHARING = 100;
    private static final int MOST_TOGETHER = 1000;
    private static final int MOST_ORGANIZATIONS = 20;

    /** What stands under an id: a customer, the stub of one who was erased, or nothing. */
    private record Found(@Nullable Customer customer, boolean erased) {}

    private final Customers customers;
    private final RequestBatcher<String, Found> byId = new RequestBatcher<>(this::found);
    private final RequestBatcher<List<Token>, List<Customer>> sharing = new RequestBatcher<>(this::sharingOfEach);

    StoredRowCustomers(Customers customers) {
        this.customers = customers;
    }

    @Override
    public Optional<Customer> byId(String id) {
        var found = byId.submit(id);
        if (found.erased()) {
            throw new Gone("customer");
        }
        return Optional.ofNullable(found.customer());
    }

    private List<Found> found(List<String> ids) {
        var known = new HashMap<String, Customer>();
        customers.findAll(ids, ALL).forEach(one -> known.put(one.state().id(), one.state()));
        var unknown = ids.stream().filter(id -> !known.containsKey(id)).toList();
        var erased = unknown.isEmpty() ? List.of() : List.copyOf(customers.erasedAmong(unknown));
        return ids.stream()
                .map(id -> new Found(known.get(id), erased.contains(id)))
                .toList();
    }

    @Override
    public Optional<Customer> byNumber(CrmNumber number) {
        return customers.findByToken(Customers.number(number), ALL, 1).stream()
                .map(Versioned::state)
                .findFirst();
    }

    @Override
    public List<Customer> sharing(List<Token> contacts) {
        return sharing.submit(contacts);
    }

    @Override
    public List<String> idsOfAllSharing(List<Token> contacts) {
        var some = sharing(contacts);
        return some.size() < MOST_SHARING ? some.stream().map(Customer::id).toList() : customers.idsByTokens(contacts);
    }

    /** The customers of several rows by one read, unless a number that many people share would crowd the others out. */
    private List<List<Customer>> sharingOfEach(List<List<Token>> rows) {
        var all = rows.stream().flatMap(List::stream).distinct().toList();
        var found = rows.size() == 1 ? List.<Customer>of() : find(all, MOST_TOGETHER);
        if (rows.size() == 1 || found.size() == MOST_TOGETHER) {
            return rows.stream().map(row -> find(row, MOST_SHARING)).toList();
        }
        var byToken = new HashMap<Token, List<Customer>>();
        for (var customer : found) {
            Customers.tokens(customer)
                    .forEach(token -> byToken.computeIfAbsent(token, _ -> new ArrayList<>())
                            .add(customer));
        }
        return rows.stream().map(row -> ofRow(row, byToken)).toList();
    }

    private static List<Customer> ofRow(List<Token> row, Map<Token, List<Customer>> byToken) {
        var customers = new LinkedHashMap<String, Customer>();
        for (var token : row) {
            byToken.getOrDefault(token, List.of()).forEach(customer -> customers.putIfAbsent(customer.id(), customer));
        }
        return customers.values().stream().limit(MOST_SHARING).toList();
    }

    private List<Customer> find(List<Token> tokens, int limit) {
        return customers.findByTokens(tokens, ALL, limit).stream()
                .map(Versioned::state)
                .toList();
    }

    @Override
    public List<Customer> organizations(String folded) {
        return customers.organizations(folded, MOST_ORGANIZATIONS);
    }
}
