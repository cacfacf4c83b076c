package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumbers;
import io.crmesh.customer.registry.Customer.Keeper;
import io.crmesh.customer.registry.CustomerEvent.CustomerErased;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.Erased;
import io.crmesh.platform.store.ExternalId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What one can ask to be done about customers: load, let the customer decide, save. */
@Service
public class CustomerDesk {

    private final Customers customers;
    private final CrmNumbers numbers;
    private final Clock clock;

    CustomerDesk(Customers customers, CrmNumbers numbers, Clock clock) {
        this.customers = customers;
        this.numbers = numbers;
        this.clock = clock;
    }

    Saved<Customer> register(Command command, CustomerFields fields) {
        var registration = Registration.of(fields, clock.instant());
        return register(
                command, command.reach().keeper().map(registration::keptBy).orElse(registration));
    }

    Saved<Customer> register(Command command, Registration registration) {
        checkOrganization(registration.profile().organizationId(), command);
        var id = idOf(command, registration.externalId());
        command.reach().checkNew(registration.accessTo(id)); // before a number is taken for good
        var chosen = registration.chosenNumber();
        var number = chosen == null ? numbers.next(id) : numbers.take(chosen, id);
        return customers.create(id, command, registration.events(id, number, origin(command)));
    }

    private String idOf(Command command, @Nullable ExternalId external) {
        return external == null ? customers.idOf(command) : customers.idOf(external);
    }

    Saved<Customer> change(String id, Command command, ChangeCustomer patch) {
        if (patch.named().contains("organizationId")) {
            checkOrganization(patch.fields().organizationId(), command);
        }
        var now = clock.instant();
        return customers.change(
                id,
                command,
                customer -> customer.change(patch.appliedTo(customer.profile()), origin(command), now).stream()
                        .toList());
    }

    /** Out of sight is nowhere. */
    private void checkOrganization(@Nullable String id, Command command) {
        if (id == null) {
            return;
        }
        var there = customers.findAll(List.of(id), command.reach().sees()).stream()
                .anyMatch(found -> found.state().kind() == Kind.ORGANIZATION);
        if (!there) {
            throw new Impossible("organizationId", "is not the id of an organization");
        }
    }

    Saved<Customer> move(String id, Command command, Stage to, String evidence) {
        var now = clock.instant();
        return customers.change(id, command, customer -> List.of(customer.move(to, evidence, now)));
    }

    /** The row of the customer is theirs at once; its other records follow from the fact. */
    Saved<Customer> handTo(String id, Command command, Keeper keeper) {
        var now = clock.instant();
        var saved = customers.change(
                id, command, customer -> customer.handTo(keeper, now).stream().toList());
        var customer = saved.state();
        customers.setAccess(new Access(id, customer.owner(), customer.team()));
        return saved;
    }

    Saved<Customer> consent(String id, Command command, GivenConsent given) {
        var now = clock.instant();
        return customers.change(id, command, customer -> List.of(customer.consent(given, now)));
    }

    /** The customer's own word, however often it is said. */
    Saved<Customer> withdraw(
            String id, Command command, Consent.Purpose purpose, Consent.Channel channel, String source) {
        var now = clock.instant();
        return customers.change(
                id,
                command,
                customer -> customer.withdraw(purpose, channel, source, now).stream()
                        .toList());
    }

    /** Erases the customer for good, whatever state it is in, also one whose import was taken back. */
    public Saved<Erased> erase(String id, Command command, String reason) {
        return customers.erase(id, command, reason, new CustomerErased(reason, clock.instant()));
    }

    /** That the customer was erased; whoever was not is refused. */
    public Versioned<Erased> erased(String id, Scope scope) {
        return customers.erased(id, scope).orElseThrow(() -> new NotFound("erasure"));
    }

    /** Whether the customer is here, or was taken back, and was not erased. */
    public boolean isErasable(String id) {
        return customers.isErasable(id);
    }

    /** Takes an erased customer out of history; says whether all of it was there. */
    public boolean forgetHistory(String id) {
        return customers.forgetHistory(id);
    }

    private Provenance.Origin origin(Command command) {
        return new Provenance.Origin(command.actor().toString(), clock.instant());
    }
}
