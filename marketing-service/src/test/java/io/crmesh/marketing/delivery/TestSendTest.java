package io.crmesh.marketing.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final String TO_ME = """
            {"to": "me@example.org"}""";

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

    private JsonNode counts(String automation) {
        return json(get("/api/deliveries/counts?automation=" + automation));
    }
}
