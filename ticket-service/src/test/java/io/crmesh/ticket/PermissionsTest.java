package io.crmesh.ticket;

import com.jayway.jsonpath.JsonPath;
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

class PermissionsTest extends TicketServiceTest {

    private static final String ABOUT = """
            {"customerId": "{customer}", "type": "QUESTION", "needDescription": "Where is it?"}""";

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
    void everyRecordIsThereForWhomTheTableNames(@Autowired List<FactConsumer> consumers) {
        var customers = Thrice.customers(CustomerFacts.to(consumers, "tickets.customers"));
        var api = new Api(http);
        var opened = customers.map(customer -> api.post("/api/tickets", ABOUT.replace("{customer}", customer))
                .expect(201)
                .text());
        var tickets = opened.map(ticket -> JsonPath.read(ticket, "$.id"));
        var about = customers.map("customerId="::concat);
        var numbers = opened.map(ticket -> "number=" + JsonPath.read(ticket, "$.number"));

        new RowWalk("ticket-service", http, Map.of())
                .at("/api/tickets/{id}", tickets)
                .listed("/api/tickets", tickets, about.map(question -> question + "&count=true"))
                .listed("/api/tickets", tickets, about.map(question -> question + "&stage=NEW&sort=number"))
                .listed("/api/tickets", tickets, numbers)
                .listed("/api/tickets/export", tickets, about)
                .made("/api/tickets", ABOUT, customers)
                .check();
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
