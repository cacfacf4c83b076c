package io.crmesh.customer.registry;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.profile.ChangeCustomer;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.ProfileChecks;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Saved.Effect;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.store.ExternalId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Application service: registers the customers of imported rows. A row is registered under its own command, so the same
 * row again, after a process was killed in between, is answered as the first time.
 */
@Service
public class RowRegistration {

    /** What a row does, or would do. */
    public enum Result {
        CREATED,
        UPDATED,
        DUPLICATE
    }

    /**
     * A row that was registered.
     *
     * @param version of the customer after it, 0 if others may have changed the customer since
     */
    public record RegisteredRow(Result result, String customer, long version) {}

    private static final AccessScope ALL = new AccessScope.All();

    private final Customers customers;
    private final CustomerService service;
    private final ProfileChecks checks;
    private final Clock clock;

    RowRegistration(Customers customers, CustomerService service, ProfileChecks checks, Clock clock) {
        this.customers = customers;
        this.service = service;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Registers the customer of a row, or changes the one that has the row's external id.
     *
     * @param named the fields of the profile that the row says something about
     */
    public RegisteredRow register(Command command, CustomerFields fields, Set<String> named) {
        checks.check(fields);
        var registration = Registration.of(fields, clock.instant());
        if (registration.externalId() == null) {
            var known = sameContact(registration.profile());
            if (known != null && !known.state().id().equals(customers.idOf(command))) {
                return new RegisteredRow(Result.DUPLICATE, known.state().id(), known.version());
            }
        }
        return register(command, registration, new ChangeCustomer(fields, named));
    }

    /** The customers with these external ids: one read for all of them, and another for those that are not found. */
    public KnownCustomers known(List<ExternalId> externalIds) {
        var ids = externalIds.stream().map(customers::idOf).distinct().toList();
        var found = new HashMap<String, Customer>();
        if (!ids.isEmpty()) {
            customers.findAll(ids, ALL).forEach(one -> found.put(one.state().id(), one.state()));
        }
        var unknown = ids.stream().filter(id -> !found.containsKey(id)).toList();
        return new KnownCustomers(found, unknown.isEmpty() ? Set.of() : customers.erasedAmong(unknown));
    }

    /** Customers that exist, and customers that were erased. */
    public static final class KnownCustomers {

        private final Map<String, Customer> byId;

        private final Set<String> erased;

        private KnownCustomers(Map<String, Customer> byId, Set<String> erased) {
            this.byId = byId;
            this.erased = erased;
        }
    }

    /** What registering a row would do, with nothing changed; {@link #known} tells which customers the row may name. */
    public Result validate(CustomerFields fields, Set<String> named, KnownCustomers known) {
        checks.check(fields);
        var registration = Registration.of(fields, clock.instant());
        var _ = registration.events("cus_", CrmNumber.of(0), new Provenance.Origin("", clock.instant()));
        var external = registration.externalId();
        if (external == null) {
            return sameContact(registration.profile()) == null ? Result.CREATED : Result.DUPLICATE;
        }
        var id = customers.idOf(external);
        if (known.erased.contains(id)) {
            throw new Gone("customer");
        }
        var existing = known.byId.get(id);
        return existing == null ? Result.CREATED : validate(existing, new ChangeCustomer(fields, named));
    }

    private static Result validate(Customer existing, ChangeCustomer patch) {
        var profile = existing.profile();
        return profile.changesTo(patch.appliedTo(profile)).isEmpty() ? Result.DUPLICATE : Result.UPDATED;
    }

    private RegisteredRow register(Command command, Registration registration, ChangeCustomer patch) {
        try {
            var saved = service.register(command, registration);
            var version = saved.replayed() && saved.version() > 1 ? 0 : saved.version();
            return new RegisteredRow(Result.CREATED, saved.state().id(), version);
        } catch (RuleBroken refusal) {
            var external = registration.externalId();
            if (external == null || !refusal.slug().equals("already-there")) {
                throw new Impossible("crmNumber", "is another customer's");
            }
            return update(customers.idOf(external), command, patch);
        }
    }

    private RegisteredRow update(String id, Command command, ChangeCustomer patch) {
        var saved = service.change(id, command, patch);
        var result = saved.effect() == Effect.NOTHING ? Result.DUPLICATE : Result.UPDATED;
        return new RegisteredRow(result, id, saved.version());
    }

    /** The customer that a row without an external id must mean, since it has the same e-mail address or phone number. */
    private @Nullable Versioned<Customer> sameContact(Profile profile) {
        for (var email : profile.emails()) {
            for (var known : customers.findByToken(Customers.email(email.value()), ALL, 1)) {
                return known;
            }
        }
        for (var phone : profile.phones()) {
            for (var known : customers.findByToken(Customers.phone(phone.e164()), ALL, 1)) {
                return known;
            }
        }
        return null;
    }
}
