package io.crmesh.marketing;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.contracts.Contracts;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
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

    @Test
    void publishedEventsFollowContractsWithoutPersonalData() throws Exception {
        var automation = enabledAt(1, "ONCE");
        assertThat(post("/api/automations/" + automation + "/test-send", """
                {"to": "secret@example.org"}""")).hasStatus(202);
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
