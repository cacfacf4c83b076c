package io.crmesh.ticket;

import io.crmesh.platform.testing.CustomerServiceStub;
import io.crmesh.platform.testing.ServiceTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on the real parts, with stubs of customer-service and order-service. */
@ServiceTest
abstract class TicketServiceTest {

    protected static final CustomerServiceStub CUSTOMERS = CustomerServiceStub.start();
    protected static final OrderServiceStub ORDERS = OrderServiceStub.start();

    @DynamicPropertySource
    static void stubsAreAsked(DynamicPropertyRegistry properties) {
        properties.add("crm.services.customers", CUSTOMERS::address);
        properties.add("crm.services.orders", ORDERS::address);
    }
}
