package io.crmesh.interaction;

import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** What was said between customers and us. */
@Repository
class Interactions extends Aggregates<Interaction, InteractionEvent> {

    static final AggregateType<Interaction, InteractionEvent> TYPE = AggregateType.<Interaction, InteractionEvent>of(
                    "interaction", "interactions", "int_", Interaction.class, Interaction::fold)
            .keyedBy(interaction -> interaction.customerId().value())
            .accessibleTo(interaction -> new Access(interaction.customerId().value(), null, null))
            .indexed("state.customerId", "state.occurredAt")
            .indexed("state.externalId.id")
            .indexed("state.occurredAt");

    Interactions(Stores stores) {
        super(stores, TYPE);
    }
}
