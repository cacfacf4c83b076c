package io.crmesh.customer.registry.rows;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.number.CrmNumbers;
import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.CustomerService;
import io.crmesh.customer.registry.Customers;
import io.crmesh.customer.registry.Registration;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.ProfileChecks;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Saved.Effect;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.web.FieldError;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Application service: registers the customers of imported rows. A row is registered under its own command, so the same
 * row again, after a process was killed in between, is answered as the first time. A {@linkplain #dryRun dry run} decides
 * in the same way, and stores nothing.
 */
@Service
public class RowRegistration {

    /** What a row does, or would do. */
    public enum Result {
        CREATED,
        UPDATED,
        /** Its customer is known, and it says nothing new. */
        DUPLICATE
    }

    /**
     * A row that was registered, or would be.
     *
     * @param customer null where a dry run would register a new one
     * @param version of the customer after it, 0 if others may have changed the customer since, and in a dry run
     * @param warnings what the row says in vain
     * @param organization the id of the organization that the row is about, or whose person it is about
     * @param possibleDuplicates the ids of other customers of this kind with the same e-mail address or telephone number
     */
    public record RegisteredRow(
            Result result,
            @Nullable String customer,
            @Nullable String organization,
            long version,
            List<FieldError> warnings,
            List<String> possibleDuplicates) {

        private RegisteredRow reachingOthers() {
            return result == Result.DUPLICATE
                    ? new RegisteredRow(Result.UPDATED, customer, organization, version, warnings, possibleDuplicates)
                    : this;
        }
    }

    private static final int TRIES = 3;

    private final Customers customers;
    private final CustomerService service;
    private final RowCustomers stored;
    private final CrmNumbers numbers;
    private final ProfileChecks checks;
    private final Clock clock;

    RowRegistration(
            Customers customers,
            CustomerService service,
            RowCustomers stored,
            CrmNumbers numbers,
            ProfileChecks checks,
            Clock clock) {
        this.customers = customers;
        this.service = service;
        this.stored = stored;
        this.numbers = numbers;
        this.checks = checks;
        this.clock = clock;
    }

    /** Registers the customer of a row, or changes the one that the row means. */
    public RegisteredRow register(Command command, CustomerRow row) {
        checks.check(row.fields());
        var data = RowData.of(row, clock.instant());
        for (int attempt = 1; ; attempt++) {
            try {
                return registered(command, data);
            } catch (RuleBroken refusal) {
                if (!refusal.slug().equals("already-there") || attempt == TRIES) {
                    throw new Impossible("crmNumber", "is another customer's");
                }
            }
        }
    }

    private RegisteredRow registered(Command command, RowData row) {
        var newId = service.idOf(command, row.externalId());
        var match = RowMatch.of(row, newId, stored, this::idOfOrganization);
        var employer = Employer.of(row, match.known(), stored, this::idOfOrganization);
        if (employer != null && employer.isNew()) {
            registerOrganization(command, row, employer);
        }
        var change = RowChange.of(row, match, employer, service.origin(command));
        var known = match.known();
        var done = known == null ? created(command, change, match) : changed(command, known, change, match);
        var self = known == null ? newId : known.id();
        var reached = SharedObjection.of(row, match, self, stored).stream()
                .filter(objection -> isNews(command, objection))
                .count();
        return reached == 0 ? done : done.reachingOthers();
    }

    /** Whether the customer had not said so before. */
    private boolean isNews(Command command, SharedObjection objection) {
        var id = objection.customer();
        var now = clock.instant();
        try {
            var saved = customers.change(
                    id,
                    command.part(id),
                    customer -> objection.at(customer, now).events());
            return saved.effect() != Effect.NOTHING;
        } catch (Gone _) {
            return false; // erased or taken back meanwhile
        }
    }

    private RegisteredRow created(Command command, RowChange change, RowMatch match) {
        var registration = change.registration();
        var saved = service.register(
                command,
                registration,
                (one, id, number, origin) ->
                        change.after(one.event(id, number, origin)).events());
        var version = saved.replayed() && saved.version() > 1 ? 0 : saved.version();
        var effects = change.after(registration.event(saved.state().id(), Registration.NO_NUMBER, change.origin()));
        var organization = organization(saved.state());
        service.keepEmployer(organization);
        return new RegisteredRow(
                Result.CREATED,
                saved.state().id(),
                organization,
                version,
                effects.warnings(),
                match.possibleDuplicates());
    }

    private static @Nullable String organization(Customer customer) {
        return customer.kind() == Kind.ORGANIZATION
                ? customer.id()
                : customer.profile().organizationId();
    }

    private RegisteredRow changed(Command command, Customer known, RowChange change, RowMatch match) {
        var effects = change.at(known);
        var organization = effects.customer().profile().organizationId();
        if (!Objects.equals(organization, known.profile().organizationId())) {
            service.checkOrganization(organization, command);
        }
        var saved = customers.change(
                known.id(), command, customer -> change.at(customer).events());
        service.keepEmployer(organization(saved.state()));
        var result = saved.effect() == Effect.NOTHING ? Result.DUPLICATE : Result.UPDATED;
        if (saved.replayed() && isNew(command, change, saved)) {
            result = Result.CREATED;
        }
        return new RegisteredRow(
                result,
                known.id(),
                organization(saved.state()),
                saved.version(),
                effects.warnings(),
                match.possibleDuplicates());
    }

    /** Whether this very command registered the customer before, and not only changed them. */
    private boolean isNew(Command command, RowChange change, Saved<Customer> saved) {
        if (!saved.state().id().equals(service.idOf(command, change.row().externalId()))) {
            return false;
        }
        try {
            var registration = change.registration();
            return customers
                    .create(
                            saved.state().id(),
                            command,
                            List.of(registration.event(
                                    saved.state().id(), saved.state().identity().crmNumber(), change.origin())))
                    .replayed();
        } catch (RuleBroken _) {
            return false;
        }
    }

    /** Organizations that rows name are registered once, whichever rows name them at the same time. */
    private String idOfOrganization(String folded) {
        return customers.idOf(new ExternalId("organization-name", folded));
    }

    private void registerOrganization(Command command, RowData row, Employer employer) {
        var registration = organization(row, employer);
        service.registerOrganization(employer.id(), command.part("company"), registration);
    }

    private Registration organization(RowData row, Employer employer) {
        var fields = CustomerFields.builder()
                .kind(Kind.ORGANIZATION)
                .owner(row.fields().owner())
                .team(row.fields().team())
                .name(new CustomerFields.Name(null, null, null, employer.name(), null))
                .build();
        checks.check(fields);
        return Registration.of(fields, clock.instant());
    }

    /** A validation of the rows of one file, in their order. */
    public DryRun dryRun() {
        return new DryRun(new DryRunCustomers(stored));
    }

    /** Says what rows would do, also where a row is about the customer of an earlier one. Nothing is stored. */
    public final class DryRun {

        private final DryRunCustomers known;

        private DryRun(DryRunCustomers known) {
            this.known = known;
        }

        /** What registering the row under this command would do, after the rows before. */
        public RegisteredRow validate(Command command, CustomerRow row) {
            checks.check(row.fields());
            var now = clock.instant();
            var data = RowData.of(row, now);
            var newId = service.idOf(command, data.externalId());
            var match = RowMatch.of(data, newId, known, RowRegistration.this::idOfOrganization);
            var employer = Employer.of(data, match.known(), known, RowRegistration.this::idOfOrganization);
            var origin = new Provenance.Origin("", now);
            if (employer != null && employer.isNew()) {
                var organization = organization(data, employer).event(employer.id(), Registration.NO_NUMBER, origin);
                known.add(organization.customer(), true);
            }
            var change = RowChange.of(data, match, employer, origin);
            var before = match.known();
            var effects = before == null
                    ? change.after(change.registration().event(newId, number(data), origin))
                    : change.at(before);
            var isNew = before == null || known.isNew(before.id());
            known.add(effects.customer(), isNew);
            var done = new RegisteredRow(
                    result(before, effects),
                    isNew ? null : effects.customer().id(),
                    null,
                    0,
                    effects.warnings(),
                    match.possibleDuplicates());
            var reached = SharedObjection.of(data, match, effects.customer().id(), known).stream()
                    .filter(objection -> isNews(objection, now))
                    .count();
            return reached == 0 ? done : done.reachingOthers();
        }

        private boolean isNews(SharedObjection objection, Instant now) {
            var customer = standing(objection.customer());
            var effects = customer.map(one -> objection.at(one, now));
            if (effects.isEmpty() || effects.get().events().isEmpty()) {
                return false;
            }
            known.add(effects.get().customer(), known.isNew(objection.customer()));
            return true;
        }

        private Optional<Customer> standing(String id) {
            try {
                return known.byId(id);
            } catch (Gone _) {
                return Optional.empty(); // erased or taken back meanwhile
            }
        }

        private static Result result(@Nullable Customer before, RowChange.Effects effects) {
            if (before == null) {
                return Result.CREATED;
            }
            return effects.events().isEmpty() ? Result.DUPLICATE : Result.UPDATED;
        }

        private CrmNumber number(RowData row) {
            var chosen = row.number();
            if (chosen == null) {
                return Registration.NO_NUMBER;
            }
            if (!numbers.isFree(chosen)) {
                throw new Impossible("crmNumber", "is another customer's");
            }
            return chosen;
        }
    }
}
