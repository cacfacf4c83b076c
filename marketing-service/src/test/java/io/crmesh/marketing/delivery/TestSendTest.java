package io.crmesh.marketing.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.marketing.MarketingTest;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.TestIssuer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class TestSendTest extends MarketingTest {

    private static final String TO_ME = "{}";

    @Test
    void testMailsDoNotCount() {
        var automation = enabledAt(1, "ONCE");

        assertThat(post("/api/automations/" + automation + "/test-send", TO_ME)).hasStatus(202);

        assertThat(json(get("/api/deliveries?automation=" + automation)).path("items"))
                .hasSize(1);
        assertThat(counts(automation).valueStream().map(JsonNode::asString)).containsOnly("0");
    }

    @Test
    void manyDeliveriesAreCountedUpToLimit(@Autowired MongoDatabase database) {
        var automation = newId("aut_");
        var deliveries = database.getCollection("deliveries");
        deliveries.insertMany(IntStream.range(0, 1_001)
                .mapToObj(i -> new Document("_id", automation + i)
                        .append("find", new Document("automation", automation).append("stage", "SENT"))
                        .append("state", new Document("request", new Document("origin", new Document("run", "run_1")))))
                .toList());
        try {
            var counts = counts(automation);

            assertThat(counts.path("SENT").asString()).isEqualTo("1000+");
            assertThat(counts.path("FAILED").asString()).isEqualTo("0");
        } finally {
            deliveries.deleteMany(new Document("find.automation", automation));
        }
    }

    @Test
    void testMailsOfOnePersonAreLimited() {
        var automation = enabledAt(1, "ONCE");
        var marketer = new Api(http, TestIssuer.token(newId("usr_"), "MARKETER"));
        var path = "/api/automations/" + automation + "/test-send";
        for (int i = 0; i < 20; i++) {
            marketer.post(path, TO_ME).expect(202);
        }

        marketer.post(path, TO_ME).expect(429);
        assertThat(post(path, TO_ME)).hasStatus(202);
    }

    @Test
    void testMailGoesToTheOwnAddressOfItsSender() {
        var automation = enabledAt(1, "ONCE");
        var me = newId("usr_");
        var marketer = new Api(http, TestIssuer.token(me, "MARKETER"));
        var path = "/api/automations/" + automation + "/test-send";

        marketer.post(path, "{\"to\": \"%s@Example.org\"}".formatted(me)).expect(202);

        await().atMost(SOON).untilAsserted(() -> assertThat(mailsTo(me)).hasSize(1));
    }

    @Test
    void testMailToAnotherAddressIsRefused() {
        var path = "/api/automations/" + enabledAt(1, "ONCE") + "/test-send";
        var marketer = new Api(http, TestIssuer.token(newId("usr_"), "MARKETER"));

        var toOther = marketer.post(path, "{\"to\": \"someone@example.com\"}").expect(422);
        var withoutAddress = marketer.as(TestIssuer.token("nobody", "MARKETER"))
                .post(path, TO_ME)
                .expect(422);

        assertThat(toOther.field()).isEqualTo("to");
        assertThat(withoutAddress.field()).isEqualTo("to");
    }

    @Test
    void testMailWaitsForGatewayThatDoesNotAnswer() {
        var path = "/api/automations/" + enabledAt(1, "ONCE") + "/test-send";
        var marketer = new Api(http, TestIssuer.token("usr_broken", "MARKETER"));

        assertThat(marketer.post(path, TO_ME).expect(503).retryAfter()).isNotNull();
    }

    private JsonNode counts(String automation) {
        return json(get("/api/deliveries/counts?automation=" + automation));
    }
}
