package io.crmesh.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.GoldenFacts;
import io.crmesh.contracts.OpenApiFile;
import io.crmesh.contracts.Owner;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.Sent;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What the service tells others is what the contracts say, and nothing that identifies anybody is in it. */
class ContractTest extends TicketServiceTest {

    private static final String CUSTOMER = "cus_00000000000000000000000000";

    @Test
    void everyFactKeepsItsContractAndNamesNobody(@Autowired MockMvcTester mvc) {
        var ticket = new Api(mvc).post("/api/tickets", """
                        {"customerId": "%s", "type": "COMPLAINT", "needDescription": "Secretneed", "priority": "HIGH",
                         "channel": "PHONE", "orderId": "ord_00000000000000000000000000"}""".formatted(CUSTOMER)).expect(201);
        var golden = GoldenFacts.of(Owner.TICKETS);

        var fact = Sent.facts("crm.tickets", ticket.id(), 1).getFirst();

        golden.sent(fact.type(), fact.body());
        golden.check();
        assertThat(fact.customer()).isEqualTo(CUSTOMER);
        assertThat(fact.key()).isEqualTo(CUSTOMER);
        assertThat(new String(fact.body(), UTF_8))
                .contains("\"COMPLAINT\"")
                .doesNotContainIgnoringCase("secret")
                .doesNotContain(ticket.body().get("number").asString());
    }

    @Test
    void theInterfaceIsTheOneUnderReview(@Autowired MockMvcTester mvc) {
        OpenApiFile.check("ticket-service", new Api(mvc).get("/v3/api-docs").text());
    }
}
