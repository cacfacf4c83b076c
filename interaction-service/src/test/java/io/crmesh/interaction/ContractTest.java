package io.crmesh.interaction;

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
class ContractTest extends InteractionServiceTest {

    private static final String CUSTOMER = "cus_00000000000000000000000000";

    @Test
    void everyFactKeepsItsContractAndNamesNobody(@Autowired MockMvcTester mvc) {
        var api = new Api(mvc);
        var full = api.post("/api/interactions", """
                        {"customerId": "%s", "channel": "EMAIL", "direction": "INBOUND", "topic": "ENQUIRY",
                         "subject": "Secretsubject", "content": "Secretcontent",
                         "outcome": {"code": "INTERESTED", "note": "Secretnote"},
                         "externalId": {"system": "mail", "id": "secret-%s"}}""".formatted(CUSTOMER, Api.key()))
                .expect(201);
        var bare = api.post("/api/interactions", """
                        {"customerId": "%s", "channel": "PHONE", "direction": "OUTBOUND"}""".formatted(CUSTOMER)).expect(201);
        var golden = GoldenFacts.of(Owner.INTERACTIONS);

        for (var answer : new Api.Answer[] {full, bare}) {
            var fact = Sent.facts("crm.interactions", answer.id(), 1).getFirst();
            golden.sent(fact.type(), fact.body());
            assertThat(fact.customer()).isEqualTo(CUSTOMER);
            assertThat(fact.key()).isEqualTo(CUSTOMER);
            assertThat(new String(fact.body(), UTF_8)).doesNotContainIgnoringCase("secret");
        }
        golden.check();
    }

    @Test
    void theInterfaceIsTheOneUnderReview(@Autowired MockMvcTester mvc) {
        OpenApiFile.check(
                "interaction-service", new Api(mvc).get("/v3/api-docs").text());
    }
}
