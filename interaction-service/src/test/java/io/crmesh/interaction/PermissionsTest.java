package io.crmesh.interaction;

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

class PermissionsTest extends InteractionServiceTest {

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
        new PermissionWalk("interaction-service", http, endpoints).check();
    }

    @Test
    void everyFieldIsShownToWhomTheTableNames() {
        var customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
        var id = new Api(http)
                .post("/api/interactions", """
                        {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND",
                         "subject": "Delivery", "content": "Where is it?",
                         "outcome": {"code": "CALL_BACK", "note": "on Monday"}}""".formatted(customer))
                .expect(201)
                .id();

        new FieldWalk("interaction-service", http, Map.of("id", id, "asOf", "2999-01-01T00:00:00Z")).check();
    }

    @Test
    void whatIsPersonalSaysWhatItNeeds() {
        var reason = "is how another system calls an interaction";
        var exceptions = Map.of(
                "InteractionView.externalId", reason,
                "/api/interactions?externalId=x", reason,
                "/api/interactions/export?externalId=x", reason);

        new FieldMarks("interaction-service", "io.crmesh.interaction", http, endpoints).check(exceptions);
    }
}
