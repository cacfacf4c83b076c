package io.crmesh.customer.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.event.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Internal REST controller for the other services, which ask it at the moment they must contact a customer. It is not
 * reachable from outside: an address is given out only for immediate use, and only if the person did not object.
 */
@RestController
@RequestMapping("/internal/customers/{id}")
class InternalCustomerController {

    private static final AccessScope ALL = new AccessScope.All();
    private static final int MOST_SHARING = 500;

    enum RecordState {
        ACTIVE,
        ERASED
    }

    /**
     * The owner of a customer.
     *
     * @param sequence of the customer's last event, on which events about the customer rest
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnerView(
            String id, @Nullable String owner, @Nullable String team, RecordState state, long sequence) {}

    private final Customers customers;
    private final CustomerService service;

    InternalCustomerController(Customers customers, CustomerService service) {
        this.customers = customers;
        this.service = service;
    }

    @Needs("owners:read")
    @GetMapping
    OwnerView owner(@PathVariable String id) {
        var ownership = known(id).map(Customer::ownership);
        var sequence = customers.lastSequence(id);
        return ownership
                .map(current -> new OwnerView(id, current.owner(), current.team(), RecordState.ACTIVE, sequence))
                .orElseGet(() -> new OwnerView(id, null, null, RecordState.ERASED, sequence));
    }

    @Needs("contacts:read")
    @GetMapping("/contact")
    Contact contact(@PathVariable String id, @RequestParam Purpose purpose, @RequestParam Channel channel) {
        return known(id)
                .map(customer -> unlessObjected(Contact.of(customer, purpose, channel), purpose, channel))
                .orElseGet(() -> Contact.refused(Contact.Reason.ERASED));
    }

    /**
     * An objection holds for the address, not only for the record that the person's message was sent for: a person may be
     * known twice. If more records than can be checked share the address, it is not used.
     */
    private Contact unlessObjected(Contact contact, Purpose purpose, Channel channel) {
        if (contact.address() == null) {
            return contact;
        }
        var sharing = customers.findByToken(Customers.contact(channel, contact.address()), ALL, MOST_SHARING);
        var objected = sharing.stream().anyMatch(found -> found.state().objectsTo(purpose, channel));
        return objected || sharing.size() == MOST_SHARING ? Contact.refused(Contact.Reason.ADDRESS_WITHDRAWN) : contact;
    }

    /** Follows the link in a mail: the caller knows no version, and the link may be opened any number of times. */
    @Needs("withdrawals:write")
    @PostMapping("/consents/{purpose}/{channel}/withdraw")
    ResponseEntity<Void> withdraw(
            @PathVariable String id, @PathVariable Purpose purpose, @PathVariable Channel channel, Command command) {
        var onBehalf = command.by(new Actor(Actor.Kind.CUSTOMER, id));
        return Answers.done(service.withdraw(id, onBehalf, purpose, channel, "UNSUBSCRIBE"));
    }

    /** Empty if the customer was erased or reverted; an id that never was a customer's is refused. */
    private Optional<Customer> known(String id) {
        try {
            return Optional.of(customers.get(id, ALL).state());
        } catch (Gone _) {
            return Optional.empty();
        }
    }
}
