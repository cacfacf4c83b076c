package io.crmesh.interaction;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.customer;
import static io.crmesh.platform.list.ListField.text;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.platform.list.ListField;
import io.crmesh.platform.list.RecordList;

/** The list of interactions, one line per field. */
final class InteractionList {

    static final RecordList<Interaction> LIST = RecordList.of(
            "interactions",
            "-occurredAt",
            text("id", interaction -> interaction.id().value()),
            customer(
                            "customerId",
                            (Interaction interaction) ->
                                    interaction.customerId().value())
                    .filters(),
            time("occurredAt", Interaction::occurredAt).filters().sorts().fixed(),
            code("channel", Channel.class, Interaction::channel).filters(),
            code("direction", Direction.class, Interaction::direction).filters(),
            code("topic", Topic.class, Interaction::topic).filters(),
            text("outcome", Interaction::outcomeCode).at("state.outcome.code").filtersCoarsely(),
            text("subject", Interaction::subject).needs("content:read"),
            ListField.<Interaction>filter("externalSystem", "state.externalId.system")
                    .filtersCoarsely(),
            ListField.<Interaction>filter("externalId", "state.externalId.id")
                    .identifies()
                    .fixed());

    private InteractionList() {}
}
