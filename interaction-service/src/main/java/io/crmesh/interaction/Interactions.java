package io.crmesh.interaction;

import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** Repository of interactions. */
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
                        .restingOn(customers::lastEventOf)
                        .listedBy(InteractionList.LIST));
    }
}
