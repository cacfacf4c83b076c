package io.crmesh.ticket;

import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.FieldWalk;
import io.crmesh.platform.testing.PermissionWalk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends TicketServiceTest {

    private final MockMvcTester http;
    private final RequestMappingHandlerMapping endpoints;

    PermissionsTest(
            @Autowired MockMvcTester http,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        this.http = http;
        this.endpoints = endpoints;
    }

    @Test
    void everyEndpointLetsInWhomTheTableNames() {
        new PermissionWalk("ticket-service", http, endpoints).check();
    }

    @Test
    void everyFieldIsShownToWhomTheTableNames() {
        var customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
        var id = new Api(http)
                .post("/api/tickets", """
                        {"customerId": "%s", "type": "QUESTION", "needDescription": "Where is it?"}""".formatted(customer))
                .expect(201)
                .id();

        new FieldWalk("ticket-service", http, Map.of("id", id, "asOf", "2999-01-01T00:00:00Z")).check();
    }

    @Test
    void whatIsPersonalSaysWhatItNeeds() {
        new FieldMarks("ticket-service", "io.crmesh.ticket", http, endpoints).check(Map.of());
    }
}
