package io.crmesh.interaction;

import io.crmesh.contracts.Owner;
import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.RecordContract;
import io.crmesh.platform.testing.Resource;
import java.util.Map;

/** Interactions keep the contract of records about customers. */
class InteractionContractTest extends InteractionServiceTest implements RecordContract {

    private static final Resource INTERACTIONS = new Resource(
            "interaction-service",
            "io.crmesh.interaction",
            Owner.named("interactions"),
            InteractionList.LIST,
            "SALES",
            """
                    {"customerId": "{customer}", "channel": "EMAIL", "direction": "INBOUND", "topic": "ENQUIRY",
                     "subject": "Secretbird", "content": "Secretbird",
                     "outcome": {"code": "INTERESTED", "note": "Secretbird"}}""");

    @Override
    public Resource resource() {
        return INTERACTIONS;
    }

    @Override
    public CustomerServiceStub customerService() {
        return CUSTOMERS;
    }

    @Override
    public Map<String, String> fieldsThatOnlySeemPersonal() {
        var reason = "is how another system calls an interaction";
        return Map.of(
                "Interaction.externalId", reason,
                "/api/interactions?externalId=x", reason,
                "/api/interactions/export?externalId=x", reason);
    }
}
