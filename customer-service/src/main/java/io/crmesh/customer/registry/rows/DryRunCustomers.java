package io.crmesh.customer.registry.rows;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.Customers;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.store.AggregateType.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stored customers, as they would be after the rows of a file so far. So that a file may have any size, only the last
 * of these are remembered: rows about one customer that stand farther apart are told apart only by the import itself.
 */
final class DryRunCustomers implements RowCustomers {

    private static final int MOST = 10_000;

    private final RowCustomers stored;
    private final Map<String, Customer> changed = new LinkedHashMap<>();
    private final Map<Token, Set<String>> byToken = new HashMap<>();
    private final Set<String> made = new HashSet<>();

    DryRunCustomers(RowCustomers stored) {
        this.stored = stored;
    }

    /** Whether the customer is not stored. */
    synchronized boolean isNew(String id) {
        return made.contains(id);
    }

    /** Remembers a customer as a row would have left them. */
    synchronized void add(Customer customer, boolean isNew) {
        forget(customer.id());
        if (changed.size() == MOST) {
            var eldest = changed.keySet().iterator().next();
            forget(eldest);
            made.remove(eldest);
        }
        changed.put(customer.id(), customer);
        tokens(customer)
                .forEach(token -> byToken.computeIfAbsent(token, _ -> new LinkedHashSet<>())
                        .add(customer.id()));
        if (isNew) {
            made.add(customer.id());
        }
    }

    private static List<Token> tokens(Customer customer) {
        var tokens = new ArrayList<>(Customers.tokens(customer));
        if (customer.kind() == Kind.ORGANIZATION) {
            tokens.add(organization(Texts.folded(customer.profile().name().display())));
        }
        return tokens;
    }

    private static Token organization(String folded) {
        return new Token("organization", folded);
    }

    private void forget(String id) {
        var before = changed.remove(id);
        if (before != null) {
            tokens(before)
                    .forEach(token -> byToken.computeIfPresent(token, (_, ids) -> {
                        ids.remove(id);
                        return ids.isEmpty() ? null : ids;
                    }));
        }
    }

    private synchronized Optional<Customer> of(String id) {
        return Optional.ofNullable(changed.get(id));
    }

    private synchronized List<Customer> with(List<Token> tokens) {
        return tokens.stream()
                .flatMap(token -> byToken.getOrDefault(token, Set.of()).stream())
                .distinct()
                .flatMap(id -> Optional.ofNullable(changed.get(id)).stream())
                .toList();
    }

    @Override
    public Optional<Customer> byId(String id) {
        return of(id).or(() -> stored.byId(id));
    }

    @Override
    public Optional<Customer> byNumber(CrmNumber number) {
        return with(List.of(Customers.number(number))).stream().findFirst().or(() -> stored.byNumber(number));
    }

    @Override
    public List<Customer> sharing(List<Token> contacts) {
        return with(contacts, stored.sharing(contacts));
    }

    @Override
    public List<String> idsOfAllSharing(List<Token> contacts) {
        var all = new LinkedHashSet<String>();
        with(contacts).forEach(customer -> all.add(customer.id()));
        stored.idsOfAllSharing(contacts).stream().filter(id -> of(id).isEmpty()).forEach(all::add);
        return List.copyOf(all);
    }

    private List<Customer> with(List<Token> tokens, List<Customer> stored) {
        var all = new ArrayList<>(with(tokens));
        stored.stream().filter(customer -> of(customer.id()).isEmpty()).forEach(all::add);
        return all;
    }

    @Override
    public List<Customer> organizations(String folded) {
        return with(List.of(organization(folded)), stored.organizations(folded)).stream()
                .sorted(Comparator.comparing(Customer::id))
                .toList();
    }
}
