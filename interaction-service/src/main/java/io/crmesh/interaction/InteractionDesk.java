package io.crmesh.interaction;

import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import io.crmesh.platform.keeper.KnownCustomers;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** What one can ask to be done about interactions. */
@Service
class InteractionDesk {

    private final Interactions interactions;
    private final KnownCustomers customers;
    private final Clock clock;

    InteractionDesk(Interactions interactions, KnownCustomers customers, Clock clock) {
        this.interactions = interactions;
        this.customers = customers;
        this.clock = clock;
    }

    /** The same message never enters twice, whoever brings it. */
    Saved<Interaction> record(Command command, RecordInteraction request) {
        customers.require(request.customerId(), command.reach());
        var external = request.external();
        var id = external == null ? interactions.idOf(command) : interactions.idOf(external);
        var now = clock.instant();
        var interaction = request.as(new InteractionId(id), now);
        return interactions.create(id, command, List.of(interaction.recorded(now)));
    }
}
