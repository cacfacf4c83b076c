package io.crmesh.customer.activity;

import io.crmesh.customer.registry.CustomerService;
import io.crmesh.customer.registry.RegistrationReversal;
import io.crmesh.platform.Command;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Event consumer: a first purchase makes a customer of a lead. A customer that an order, an interaction or a ticket
 * refers to is kept when the import that registered them is reverted. Only the first event of each record matters.
 */
@Component
class ActivityConsumer implements EventConsumer {

    private static final String PLACED = "order.placed";

    private final CustomerService service;
    private final RegistrationReversal reversal;

    ActivityConsumer(CustomerService service, RegistrationReversal reversal) {
        this.service = service;
        this.reversal = reversal;
    }

    @Override
    public String group() {
        return "customers.activity";
    }

    @Override
    public Set<String> topics() {
        return Set.of("crm.orders", "crm.interactions", "crm.tickets");
    }

    @Override
    public Outcome apply(RecordedEvent event) {
        var customer = event.customer();
        if (customer != null && event.sequence() == 1) {
            reversal.referTo(customer);
            if (event.type().equals(PLACED)) {
                var command = Command.of(event.id(), Actor.system("purchases"), event.mode())
                        .because(event.correlationId(), event.id());
                service.purchase(customer, command, event.subject(), event.occurredAt());
            }
        }
        return Outcome.APPLIED;
    }

    /** Most events are later ones; a batch without a first one needs no work. */
    @Override
    public List<Outcome> applyAll(List<RecordedEvent> events, InTrace within) {
        return events.stream().anyMatch(event -> event.sequence() == 1)
                ? List.of()
                : Collections.nCopies(events.size(), Outcome.APPLIED);
    }
}
