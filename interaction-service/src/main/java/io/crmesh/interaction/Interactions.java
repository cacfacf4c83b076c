package io.crmesh.interaction;

import io.crmesh.platform.keeper.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** What was said between customers and us. */
@Repository
class Interactions extends Aggregates<Interaction, InteractionEvent> {

    Interactions(Stores stores, KnownCustomers customers) {
        super(
                stores,
                AggregateType.<Interaction, InteractionEvent>of(
                                "interaction", "interactions", "int_", Interaction.class, Interaction::fold)
                        .keyedBy(interaction -> interaction.customerId().value())
                        .accessibleTo(interaction ->
                                customers.accessTo(interaction.customerId().value()))
                        .indexed("state.customerId", "state.occurredAt")
                        .indexed("state.externalId.id")
                        .indexed("state.occurredAt"));
    }
}
