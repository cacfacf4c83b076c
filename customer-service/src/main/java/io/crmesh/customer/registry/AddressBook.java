package io.crmesh.customer.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.web.Answers;
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
 * What the other services ask at the moment they must address somebody. Nobody outside reaches it: an address is given
 * out only to be written to now, and only if the person did not object.
 */
@RestController
@RequestMapping("/internal/customers/{id}")
class AddressBook {

    private static final Scope ALL = new Scope.All();

    enum RecordState {
        ACTIVE,
        ERASED
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Keepers(
            String id, @Nullable String owner, @Nullable String team, RecordState state) {}

    private final Customers customers;
    private final CustomerDesk desk;

    AddressBook(Customers customers, CustomerDesk desk) {
        this.customers = customers;
        this.desk = desk;
    }

    @Needs("keepers:read")
    @GetMapping
    Keepers keepers(@PathVariable String id) {
        return known(id)
                .map(customer -> new Keepers(id, customer.owner(), customer.team(), RecordState.ACTIVE))
                .orElseGet(() -> new Keepers(id, null, null, RecordState.ERASED));
    }

    @Needs("contacts:read")
    @GetMapping("/contact")
    Contact contact(@PathVariable String id, @RequestParam Purpose purpose, @RequestParam Channel channel) {
        return known(id)
                .map(customer -> Contact.of(customer, purpose, channel))
                .orElseGet(() -> Contact.refused(Contact.Reason.ERASED));
    }

    /** From the link in a mail: no version is known there, and it may be followed any number of times. */
    @Needs("withdrawals:write")
    @PostMapping("/consents/{purpose}/{channel}/withdrawal")
    ResponseEntity<Void> withdraw(
            @PathVariable String id, @PathVariable Purpose purpose, @PathVariable Channel channel, Command command) {
        var theirs = command.by(new Actor(Actor.Kind.CUSTOMER, id));
        return Answers.done(desk.withdraw(id, theirs, purpose, channel, "UNSUBSCRIBE"));
    }

    /** Nothing if there was such a customer once; an id that never was one is refused. */
    private Optional<Customer> known(String id) {
        try {
            return Optional.of(customers.get(id, ALL).state());
        } catch (Gone _) {
            return Optional.empty();
        }
    }
}
