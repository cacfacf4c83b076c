package io.crmesh.ticket;

import io.crmesh.platform.testing.PermissionWalk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends TicketServiceTest {

    @Test
    void everyEndpointLetsInWhomTheTableNames(
            @Autowired MockMvcTester http,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("ticket-service", http, endpoints).check();
    }
}
