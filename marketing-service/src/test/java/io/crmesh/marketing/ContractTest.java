package io.crmesh.marketing;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.contracts.Contracts;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.ExampleWalk;
import io.crmesh.platform.testing.ExampleWalk.Target;
import io.crmesh.platform.testing.InterfaceContract;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The published events and the API follow their contracts and hold nothing that identifies a person. */
class ContractTest extends MarketingTest {

    private static final Contracts CONTRACTS = Contracts.load();
    private static final String CUSTOMER_OF_EXAMPLES = "cus_01k2m3n4p5q6r7s8t9v0w1x2y3";

    @Test
    void publishedEventsFollowContractsWithoutPersonalData() throws Exception {
        var automation = enabledAt(1, "ONCE");
        assertThat(post("/api/automations/" + automation + "/test-send", "{}")).hasStatus(202);
        var customer = newId("cus_");
        publish(placed(customer, newId("ord_"), "1.00"));

        var events = eventsUntil("automation.completed", customer);

        assertThat(events)
                .extracting(RecordedEvent::type)
                .contains(
                        "automation.created",
                        "automation.enabled",
                        "automation.triggered",
                        "automation.completed",
                        "message.queued",
                        "message.claimed",
                        "message.handing-over",
                        "message.sent");
        assertThat(events).allSatisfy(event -> {
            assertThat(CONTRACTS.validateProduced(event.type(), event.body()))
                    .as(event.type())
                    .isEmpty();
            assertThat(new String(event.body(), StandardCharsets.UTF_8)).doesNotContain("@", "王", "Thank");
        });
    }

    @Test
    void interfaceIsTheOneUnderReviewAndTrue(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new InterfaceContract("marketing-service", http, endpoints).check();
    }

    @Test
    void examplesOfTheInterfaceAreTaken() {
        publish(placed(CUSTOMER_OF_EXAMPLES, newId("ord_"), "1.00"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get("/api/profiles/" + CUSTOMER_OF_EXAMPLES)).hasStatusOk());

        new ExampleWalk("marketing-service", http)
                .on("PUT /api/automations/{id}", () -> drafted(""))
                .on("PUT /api/automations/{id}/stop", () -> drafted("/stop"))
                .on("POST /api/automations/{id}/preview", () -> drafted("/preview"))
                .on("POST /api/automations/{id}/test-send", () -> drafted("/test-send"))
                .check();
        assertThat(put("/api/automations/stop", 1, "{\"stopped\": false, \"reason\": \"The example is over\"}"))
                .hasStatusOk();
    }

    private Target drafted(String action) {
        var id = json(post("/api/automations", thanks(1, "ONCE", "Thank you")))
                .path("id")
                .asString();
        return new Target("/api/automations/" + id + action, "\"1\"");
    }

    @Test
    void documentedExampleIsAccepted() throws Exception {
        var example = Files.readString(Path.of("../docs/examples/third-purchase.json"));

        assertThat(post("/api/automations", example)).hasStatus(201);
    }

    private static List<RecordedEvent> eventsUntil(String type, String customer) {
        var events = new ArrayList<RecordedEvent>();
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
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    events.add(Envelope.read(message));
                }
                return events.stream()
                        .anyMatch(event ->
                                event.type().equals(type) && event.key().equals(customer));
            });
        }
        return events;
    }
}
