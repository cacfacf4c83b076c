package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.number.CrmNumbers;
import io.crmesh.customer.registry.Customer.Ownership;
import io.crmesh.customer.registry.CustomerEvent.CustomerErased;
import io.crmesh.customer.registry.profile.AgeBands;
import io.crmesh.customer.registry.profile.ChangeCustomer;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.store.ExternalId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Application service: customers. Each command loads the customer, lets it decide, and saves the events. */
@Service
public class CustomerService {

    private static final AccessScope ALL = new AccessScope.All();

    private final Customers customers;
    private final CrmNumbers numbers;
    private final RegistrationReversal reversal;
    private final Clock clock;

    CustomerService(Customers customers, CrmNumbers numbers, RegistrationReversal reversal, Clock clock) {
        this.customers = customers;
        this.numbers = numbers;
        this.reversal = reversal;
        this.clock = clock;
    }

    Saved<Customer> register(Command command, CustomerFields fields) {
        var registration = Registration.of(fields, clock.instant());
        refer(registration.profile().organizationId(), command);
        return register(
                command,
                command.rights()
                        .defaultOwner()
                        .map(registration::ownedByDefault)
                        .orElse(registration));
    }

    private Saved<Customer> register(Command command, Registration registration) {
        return register(command, registration, Registration::events);
    }

    /** The events that register a customer under an id and a number. */
    public interface Registering {
        List<CustomerEvent> events(Registration registration, String id, CrmNumber number, Provenance.Origin origin);
    }

    /** Registers a customer by the events that follow from a registration. */
    public Saved<Customer> register(Command command, Registration registration, Registering registering) {
        checkOrganization(registration.profile().organizationId(), command);
        var id = idOf(command, registration.externalId());
        command.rights().checkNew(registration.ownerOf(id)); // before a number is reserved for good
        var number = number(id, registration);
        return customers.create(id, command, registering.events(registration, id, number, origin(command)));
    }

    /** Registers an organization that a row names, unless another row did so before. */
    public void registerOrganization(String id, Command command, Registration registration) {
        try {
            var events = registration.events(id, numbers.next(id), origin(command));
            var _ = customers.create(id, command, events);
        } catch (Gone _) {
            throw new Impossible("company", "names an organization that was erased");
        } catch (RuleBroken _) {
            // another row named it at the same time
        }
    }

    /** Where the customer exists already, or was erased, no further number is reserved: none is ever given out again. */
    private CrmNumber number(String id, Registration registration) {
        var chosen = registration.chosenNumber();
        if (chosen == null && registration.externalId() == null) {
            return numbers.next(id);
        }
        try {
            var existing = customers.find(id, ALL);
            if (existing.isPresent()) {
                return existing.get().state().identity().crmNumber();
            }
        } catch (Gone _) {
            if (customers.standing(id).isEmpty()) {
                return Registration.NO_NUMBER; // erased: the registration is refused
            }
        }
        return chosen == null ? numbers.next(id) : numbers.take(chosen.number(), id);
    }

    /** The id that a customer gets who is registered by this command. */
    public String idOf(Command command, @Nullable ExternalId external) {
        return external == null ? customers.idOf(command) : customers.idOf(external);
    }

    Saved<Customer> change(String id, Command command, ChangeCustomer patch) {
        if (patch.named().contains("organizationId")) {
            refer(patch.fields().organizationId(), command);
        }
        var now = clock.instant();
        return customers.change(
                id,
                command,
                customer -> customer.change(patch.appliedTo(customer.profile()), origin(command), now).stream()
                        .toList());
    }

    /** The reversal of an import keeps an organization that a person names. */
    private void refer(@Nullable String organization, Command command) {
        if (organization != null) {
            checkOrganization(organization, command);
            reversal.referTo(organization);
        }
    }

    /** An organization that the caller may not see is refused like one that does not exist. */
    public void checkOrganization(@Nullable String id, Command command) {
        if (id == null) {
            return;
        }
        var exists = customers.findAll(List.of(id), command.rights().sees()).stream()
                .anyMatch(found -> found.state().kind() == Kind.ORGANIZATION);
        if (!exists) {
            throw new Impossible("organizationId", "is not the id of an organization");
        }
    }

    /** Called after a row has registered or changed a person: the organization returns if it was taken back meanwhile. */
    public void keepEmployer(@Nullable String organization) {
        if (organization != null) {
            reversal.restore(organization);
        }
    }

    Saved<Customer> move(String id, Command command, Stage to, String evidence) {
        var now = clock.instant();
        return customers.change(id, command, customer -> List.of(customer.move(to, evidence, now)));
    }

    /**
     * Moves a customer who bought something to the stage of those who did. A repetition changes nothing, nor does the
     * purchase of one who was erased.
     */
    public void purchase(String id, Command command, String order, Instant placedAt) {
        var standing = customers.standing(id);
        if (standing.isEmpty() || standing.get().stage() == Stage.CUSTOMER) {
            return;
        }
        var now = clock.instant();
        try {
            var _ = customers.change(
                    id,
                    command,
                    customer -> customer.purchase(order, placedAt, now).stream().toList());
        } catch (Gone _) {
            if (customers.standing(id).isPresent()) {
                throw new Busy("The customer is being taken back, and returns", Duration.ofSeconds(1));
            }
        }
    }

    /**
     * Publishes the bands of ages that customers reach on this day. It may be repeated: a customer is told once.
     *
     * @throws Busy if it has to be repeated
     */
    public void growOlder(LocalDate day) {
        customers.forEachBorn(AgeBands.birthDates(day), AgeBands.birthYears(day), id -> {
            var command = Command.of("age-band/" + id + "/" + day, Actor.system("age-bands"), Mode.LIVE);
            try {
                var now = clock.instant();
                var _ = customers.change(
                        id,
                        command,
                        customer -> customer.growOlder(day, origin(command), now).stream()
                                .toList());
            } catch (Gone _) {
                // erased or taken back meanwhile
            }
        });
    }

    /** The same write gives the new owner access to the customer; access to its other records follows from the event. */
    Saved<Customer> assignOwner(String id, Command command, Ownership ownership) {
        var now = clock.instant();
        return customers.change(
                id,
                command,
                customer -> customer.assignOwner(ownership, now).stream().toList());
    }

    Saved<Customer> consent(String id, Command command, GivenConsent given) {
        var now = clock.instant();
        return customers.change(id, command, customer -> List.of(customer.consent(given, now)));
    }

    /** Withdraws a consent on behalf of the customer; repetitions change nothing. */
    Saved<Customer> withdraw(
            String id, Command command, Consent.Purpose purpose, Consent.Channel channel, String source) {
        var now = clock.instant();
        return customers.change(
                id,
                command,
                customer -> customer.withdraw(purpose, channel, source, now).stream()
                        .toList());
    }

    /** Erases the customer for good, at any stage, also one whose import was reverted. */
    public Saved<Erased> erase(String id, Command command, String reason) {
        return customers.erase(id, command, reason, new CustomerErased(reason, clock.instant()));
    }

    /** The record of the customer's erasure; refused if the customer was not erased. */
    public Versioned<Erased> erased(String id, AccessScope scope) {
        return customers.erased(id, scope).orElseThrow(() -> new NotFound("erasure"));
    }

    /** Whether the customer exists, or was reverted, and was not erased. */
    public boolean isErasable(String id) {
        return customers.isErasable(id);
    }

    /** Removes an erased customer from history; says whether all of the history could be removed. */
    public boolean forgetHistory(String id) {
        return customers.forgetHistory(id);
    }

    /** Whom a command's changes are from. */
    public Provenance.Origin origin(Command command) {
        return new Provenance.Origin(command.actor().toString(), clock.instant());
    }
}
