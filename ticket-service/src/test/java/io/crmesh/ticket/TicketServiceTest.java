package io.crmesh.ticket;

import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.ServiceTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on the real parts; only customer-service is played by {@link CustomerServiceStub}. */
@ServiceTest
abstract class TicketServiceTest {

    protected static final CustomerServiceStub CUSTOMERS = CustomerServiceStub.start();

    @DynamicPropertySource
    static void customersAreAskedOfTheStub(DynamicPropertyRegistry properties) {
        properties.add("crm.services.customers", CUSTOMERS::address);
    }
}
