package io.crmesh.interaction;

import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerFacts;
import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.FieldWalk;
import io.crmesh.platform.testing.PermissionWalk;
import io.crmesh.platform.testing.RowWalk;
import io.crmesh.platform.testing.Thrice;
import java.util.List;
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
    void everyRecordIsThereForWhomTheTableNames(@Autowired List<FactConsumer> consumers) {
        var customers = Thrice.customers(CustomerFacts.to(consumers, "interactions.customers"));
        var api = new Api(http);
        var calls = customers.map(customer -> api.post("/api/interactions", """
                        {"customerId": "%1$s", "channel": "PHONE", "direction": "INBOUND",
                         "externalId": {"system": "walk", "id": "%1$s"}}""".formatted(customer))
                .expect(201)
                .id());
        var about = customers.map("customerId="::concat);
        var elsewhere = customers.map("externalSystem=walk&externalId="::concat);

        new RowWalk("interaction-service", http, Map.of())
                .at("/api/interactions/{id}", calls)
                .listed("/api/interactions", calls, about.map(question -> question + "&count=true"))
                .listed("/api/interactions", calls, about.map(question -> question + "&sort=occurredAt"))
                .listed("/api/interactions", calls, elsewhere)
                .listed("/api/interactions/export", calls, about)
                .made("/api/interactions", """
                        {"customerId": "{customer}", "channel": "PHONE", "direction": "INBOUND"}""", customers)
                .check();
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
