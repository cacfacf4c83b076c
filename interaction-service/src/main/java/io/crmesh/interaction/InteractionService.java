package io.crmesh.interaction;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.ownership.KnownCustomers;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Application service of interactions. */
@Service
class InteractionService {

    private final Interactions interactions;
    private final KnownCustomers customers;
    private final Clock clock;

    InteractionService(Interactions interactions, KnownCustomers customers, Clock clock) {
        this.interactions = interactions;
        this.customers = customers;
        this.clock = clock;
    }

    /**
     * Records an interaction. The same external message is recorded once per customer, however often it is brought: a mail
     * to two customers is an interaction of each.
     */
    Saved<Interaction> record(Command command, RecordInteraction request) {
        customers.require(request.customerId(), command.rights());
        var external = request.external();
        var id = external == null ? interactions.idOf(command) : interactions.idOf(external, request.customerId());
        var now = clock.instant();
        var interaction = request.as(new InteractionId(id), now);
        return interactions.create(id, command, List.of(interaction.recorded(now)));
    }
}
