package io.crmesh.customer.registry;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.CustomerEvent.CustomerReverted;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Where customers come in by the file. A row is taken under its own command, so the same row again, after whatever
 * happened to us in between, is answered as the first time.
 */
@Service
public class Intake {

    /** What became of a row. */
    public enum Result {
        CREATED,
        UPDATED,
        DUPLICATE
    }

    /**
     * A row that was taken.
     *
     * @param version of the customer after it, 0 if others may have changed the customer since
     */
    public record Taken(Result result, String customer, long version) {}

    private static final Scope ALL = new Scope.All();

    private final Customers customers;
    private final CustomerDesk desk;
    private final ProfileChecks checks;
    private final Clock clock;

    Intake(Customers customers, CustomerDesk desk, ProfileChecks checks, Clock clock) {
        this.customers = customers;
        this.desk = desk;
        this.checks = checks;
        this.clock = clock;
    }

    /** The fields that a column may be mapped to, but for those of consents. */
    public static List<String> fields() {
        return RowFields.NAMES;
    }

    /** Whether a column may be mapped to this field. */
    public static boolean knows(String field) {
        return RowFields.knows(field);
    }

    /** Takes a row in; refuses it as {@link Impossible}, naming the field of the file. */
    public Taken take(Command command, Map<String, String> row, @Nullable String system) {
        return named(() -> {
            var fields = RowFields.read(row, system);
            checks.check(fields);
            var registration = Registration.of(fields, clock.instant());
            if (registration.externalId() == null) {
                var known = sameContact(registration.profile());
                if (known != null && !known.state().id().equals(customers.idOf(command))) {
                    return new Taken(Result.DUPLICATE, known.state().id(), known.version());
                }
            }
            return register(command, registration, new ChangeCustomer(fields, RowFields.named(row)));
        });
    }

    /** Who of those that these rows name by an id of their own is here already, by one look for all of them, and another for those who are not. */
    public Known known(List<Map<String, String>> rows, @Nullable String system) {
        var ids = rows.stream()
                .flatMap(row -> RowFields.externalId(row, system).stream())
                .map(customers::idOf)
                .distinct()
                .toList();
        var found = new HashMap<String, Customer>();
        if (!ids.isEmpty()) {
            customers.findAll(ids, ALL).forEach(one -> found.put(one.state().id(), one.state()));
        }
        var unknown = ids.stream().filter(id -> !found.containsKey(id)).toList();
        return new Known(found, unknown.isEmpty() ? Set.of() : customers.erasedAmong(unknown));
    }

    /** Customers who are here, and those who were and were erased. */
    public static final class Known {

        private final Map<String, Customer> byId;

        private final Set<String> erased;

        private Known(Map<String, Customer> byId, Set<String> erased) {
            this.byId = byId;
            this.erased = erased;
        }
    }

    /** What would become of a row, with nothing changed; those whom it may name are {@link #known}. */
    public Result judge(Map<String, String> row, @Nullable String system, Known known) {
        return named(() -> {
            var fields = RowFields.read(row, system);
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
            var there = known.byId.get(id);
            return there == null ? Result.CREATED : judge(there, new ChangeCustomer(fields, RowFields.named(row)));
        });
    }

    private static Result judge(Customer known, ChangeCustomer patch) {
        var same = known.profile().changesTo(patch.appliedTo(known.profile())).isEmpty();
        return same ? Result.DUPLICATE : Result.UPDATED;
    }

    private Taken register(Command command, Registration registration, ChangeCustomer patch) {
        try {
            var saved = desk.register(command, registration);
            var version = saved.replayed() && saved.version() > 1 ? 0 : saved.version();
            return new Taken(Result.CREATED, saved.state().id(), version);
        } catch (RuleBroken refusal) {
            var external = registration.externalId();
            if (external == null || !refusal.slug().equals("already-there")) {
                throw new Impossible("crmNumber", "is another customer's");
            }
            return update(customers.idOf(external), command, patch);
        }
    }

    private Taken update(String id, Command command, ChangeCustomer patch) {
        var changed = new AtomicBoolean();
        var origin = new Provenance.Origin(command.actor().toString(), clock.instant());
        var saved = customers.change(id, command, customer -> {
            var events = customer.change(patch.appliedTo(customer.profile()), origin, clock.instant()).stream()
                    .toList();
            changed.set(!events.isEmpty());
            return events;
        });
        var result = changed.get() || saved.replayed() ? Result.UPDATED : Result.DUPLICATE;
        return new Taken(result, id, saved.version());
    }

    /** Whom the row can only mean, where it brings no id of its own: who has the address or the number already. */
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

    /** Takes a customer back that an import brought, unless it changed since; says whether it is gone. */
    public boolean takeBack(String customer, Command command) {
        try {
            var _ = customers.change(customer, command, _ -> List.of(new CustomerReverted(clock.instant())));
            return true;
        } catch (StaleVersion _) {
            return false;
        } catch (Gone _) {
            return true; // by us, before we were stopped, or by somebody else
        }
    }

    private interface Answer<T> {
        T get();
    }

    private static <T> T named(Answer<T> answer) {
        try {
            return answer.get();
        } catch (Impossible refusal) {
            throw new Impossible(
                    refusal.slug(),
                    refusal.errors().stream()
                            .map(error -> new FieldError(RowFields.column(error.field()), error.message()))
                            .toList());
        }
    }
}
