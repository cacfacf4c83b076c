package io.crmesh.ticket;

import io.crmesh.contracts.Owner;
import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.RecordContract;
import io.crmesh.platform.testing.Resource;

/** Tickets keep the contract of records about customers. */
class TicketContractTest extends TicketServiceTest implements RecordContract {

    private static final Resource TICKETS =
            new Resource("ticket-service", "io.crmesh.ticket", Owner.named("tickets"), TicketList.LIST, "AGENT", """
                    {"customerId": "{customer}", "type": "COMPLAINT", "needDescription": "Secretbird", "priority": "HIGH",
                     "channel": "PHONE"}""");

    @Override
    public Resource resource() {
        return TICKETS;
    }

    @Override
    public CustomerServiceStub customerService() {
        return CUSTOMERS;
    }
}
