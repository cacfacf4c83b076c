package io.crmesh.marketing;

import static io.crmesh.marketing.TestFacts.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.contracts.Contracts;
import io.crmesh.contracts.OpenApiFile;
import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.testing.RealParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** What the service tells others is what the contracts say, and nothing that identifies anybody is in it. */
class ContractTest extends MarketingTest {

    private static final Contracts CONTRACTS = Contracts.load();

    @Test
    void everyFactKeepsItsContractAndNamesNobody() throws Exception {
        var automation = enabledAt(1, "ONCE");
        assertThat(post("/api/automations/" + automation + "/test-send", """
                {"to": "secret@example.org"}""")).hasStatus(202);
        var customer = newId("cus_");
        publish(placed(customer, newId("ord_"), "1.00"));

        var facts = factsUntil("automation.completed", customer);

        assertThat(facts)
                .extracting(Fact::type)
                .contains(
                        "automation.created",
                        "automation.enabled",
                        "automation.triggered",
                        "automation.completed",
                        "message.queued",
                        "message.claimed",
                        "message.handing-over",
                        "message.sent");
        assertThat(facts).allSatisfy(fact -> {
            assertThat(CONTRACTS.validateProduced(fact.type(), fact.body()))
                    .as(fact.type())
                    .isEmpty();
            assertThat(new String(fact.body(), StandardCharsets.UTF_8)).doesNotContain("@", "王", "Thank");
        });
    }

    @Test
    void theInterfaceIsTheOneUnderReview() throws Exception {
        OpenApiFile.check("marketing-service", get("/v3/api-docs").getResponse().getContentAsString());
    }

    @Test
    void theExampleIsTakenAsItStands() throws Exception {
        var example = Files.readString(Path.of("../docs/examples/third-purchase.json"));

        assertThat(post("/api/automations", example)).hasStatus(201);
    }

    private static List<Fact> factsUntil(String type, String customer) {
        var facts = new ArrayList<Fact>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        RealParts.broker().bootstrapServers(),
                        "group.id",
                        "test-" + customer,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("crm.marketing"));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (var delivery : consumer.poll(Duration.ofMillis(200))) {
                    facts.add(Envelope.read(delivery));
                }
                return facts.stream()
                        .anyMatch(fact -> fact.type().equals(type) && fact.key().equals(customer));
            });
        }
        return facts;
    }
}
