package io.crmesh.customer.registry;

import io.crmesh.customer.registry.CustomerEvent.CustomerReverted;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.event.Actor;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Application service: takes back customers that an import registered, except those that other records refer to. A
 * record may begin to refer to a customer at the very moment of its reversal. So a reversal looks for a reference
 * before and after, and a reference is stored before its customer is looked at: at least one of the two sees the other,
 * and the customer returns.
 */
@Service
public class RegistrationReversal {

    private static final AccessScope ALL = new AccessScope.All();
    private static final int MOST_CHANGES = 1000;

    private final Customers customers;
    private final ReferredCustomers referred;
    private final Clock clock;

    RegistrationReversal(Customers customers, ReferredCustomers referred, Clock clock) {
        this.customers = customers;
        this.referred = referred;
        this.clock = clock;
    }

    /**
     * Takes a customer back, unless another than the command's actor changed it, another record refers to it or people
     * work for it; says whether it is gone.
     */
    public boolean revert(String customer, Command command) {
        if (isNeeded(customer) || !isGone(customer, command)) {
            return false;
        }
        if (isNeeded(customer)) {
            restore(customer);
            return false;
        }
        return true;
    }

    private boolean isNeeded(String customer) {
        return referred.contains(customer) || customers.hasPeople(customer);
    }

    private boolean isGone(String customer, Command command) {
        try {
            return isWritten(customer, command)
                    || isWritten(customer, expecting(lastVersionBy(command.actor(), customer), command));
        } catch (Gone _) {
            return true; // reverted by us before we were stopped, or by another process
        }
    }

    private boolean isWritten(String customer, Command command) {
        try {
            var _ = customers.change(customer, command, _ -> List.of(new CustomerReverted(clock.instant())));
            return true;
        } catch (StaleVersion _) {
            return false;
        }
    }

    private static Command expecting(long version, Command command) {
        return new Command(
                command.id(),
                command.hash(),
                version,
                command.actor(),
                command.mode(),
                command.correlationId(),
                command.causationId());
    }

    /** The version of a customer whom nobody else changed since this actor registered them; else 0, which none has. */
    private long lastVersionBy(Actor actor, String customer) {
        var history = customers.history(customer, 0, MOST_CHANGES, ALL);
        for (var entry : history) {
            if (!entry.event().actor().equals(actor)) {
                return 0;
            }
            if (entry.before() == null) {
                return history.getFirst().version();
            }
        }
        return 0;
    }

    /** Whether the customer was taken back. */
    public boolean isReverted(String customer) {
        return customers
                .standing(customer)
                .filter(Customers.Standing::isReverted)
                .isPresent();
    }

    /** Notes that another record refers to the customer, who is kept from now on, and returns if taken back before. */
    public void referTo(String customer) {
        var standing = customers.standing(customer);
        if (standing.isPresent() && (standing.get().imported() || standing.get().isReverted())) {
            referred.add(customer);
            restore(customer);
        }
    }

    /** Returns a customer who was taken back. */
    void restore(String customer) {
        if (!isReverted(customer)) {
            return;
        }
        try {
            var reversal = customers.history(customer, 0, 1, ALL).getFirst();
            var before = reversal.before();
            if (before != null && reversal.after() == null) {
                var event = reversal.event();
                var command = Command.of("restore/" + event.id(), Actor.system("imports"), event.mode())
                        .because(event.correlationId(), event.id());
                var _ = customers.create(customer, command, before.registeredAgain(clock.instant()));
            }
        } catch (Gone _) {
            // erased meanwhile, for good
        } catch (RuleBroken _) {
            // registered again meanwhile, by another import
        }
    }
}
