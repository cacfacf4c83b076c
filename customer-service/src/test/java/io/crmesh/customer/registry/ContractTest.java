package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.crmesh.contracts.Contracts;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ExampleWalk;
import io.crmesh.platform.testing.ExampleWalk.Target;
import io.crmesh.platform.testing.InterfaceContract;
import io.crmesh.platform.testing.RealParts;
import io.crmesh.platform.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The events and the HTTP interface meet their contracts, and events identify no person. */
@ServiceTest
class ContractTest {

    private static final Contracts CONTRACTS = Contracts.load();

    @Test
    void everyEventMeetsItsContractAndIdentifiesNoPerson(@Autowired MockMvcTester mvc) throws Exception {
        var service = new CustomerClient(mvc);
        var id = service.register("""
                        {"kind": "PERSON", "name": {"legal": "Secretname"}, "birthDate": "1990-01-01", "gender": "FEMALE",
                         "emails": [{"value": "secretmail@example.com"}], "phones": [{"e164": "+4915112345678"}],
                         "addresses": [{"street": "Secretstreet 1", "city": "Berlin", "region": "BE", "country": "DE"}],
                         "industry": "RETAIL", "companySize": "50-249", "language": "de", "owner": "usr_a", "team": "north",
                         "source": {"channel": "WEB", "detail": "Secretdetail", "campaignId": "cmp_1"}, "consents": [
                         {"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED", "evidence": "Secretevidence"}]}""").expect(201).id();
        var path = "/api/customers/" + id;
        service.send(PATCH, path, "\"1\"", "{\"jobTitle\": \"Secretjob\", \"phones\": null}")
                .expect(200);
        service.send(POST, path + "/stage", "\"2\"", "{\"to\": \"QUALIFIED\", \"evidence\": \"ord_1:2\"}")
                .expect(200);
        service.send(PUT, path + "/owner", "\"3\"", "{\"team\": \"south\", \"territory\": \"Secretland\"}")
                .expect(200);

        service.send(POST, path + "/erasure", "\"4\"", "{\"reason\": \"UNLAWFUL\"}")
                .expect(200);

        var events = eventsOf(id, 6);

        assertThat(events)
                .extracting(RecordedEvent::type)
                .containsExactly(
                        "customer.registered",
                        "customer.consent-changed",
                        "customer.profile-changed",
                        "customer.stage-changed",
                        "customer.owner-changed",
                        "customer.erased");
        assertThat(events).allSatisfy(event -> {
            assertThat(CONTRACTS.validateProduced(event.type(), event.body())).isEmpty();
            assertThat(event.customer()).isEqualTo(id);
            assertThat(new String(event.body(), StandardCharsets.UTF_8))
                    .doesNotContainIgnoringCase("secret")
                    .doesNotContain("1990", "49151");
        });
    }

    @Test
    void interfaceIsTheOneUnderReviewAndTrue(
            @Autowired MockMvcTester mvc,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new InterfaceContract("customer-service", mvc, endpoints).check();
    }

    @Test
    void examplesOfTheInterfaceAreTaken(@Autowired MockMvcTester mvc) {
        var api = new Api(mvc);
        new ExampleWalk("customer-service", mvc)
                .on("PATCH /api/customers/{id}", () -> registered(api, ""))
                .on("POST /api/customers/{id}/stage", () -> registered(api, "/stage"))
                .on("PUT /api/customers/{id}/owner", () -> registered(api, "/owner"))
                .on(
                        "PUT /api/customers/{id}/consents/{purpose}/{channel}",
                        () -> registered(api, "/consents/MARKETING/EMAIL"))
                .on("POST /api/customers/{id}/erasure", () -> registered(api, "/erasure"))
                .on("PUT /api/customers/imports/{id}/mapping", () -> uploaded(mvc, "/mapping"))
                .on("PUT /api/customers/imports/{id}/settings", () -> uploaded(mvc, "/settings"))
                .check();
    }

    private static Target registered(Api api, String action) {
        var customer = api.post("/api/customers", """
                        {"kind": "PERSON", "name": {"legal": "Exempla"}}""").expect(201);
        return new Target("/api/customers/" + customer.id() + action, String.valueOf(customer.etag()));
    }

    private static Target uploaded(MockMvcTester mvc, String action) {
        var uploaded = Api.answer(mvc.post()
                        .uri("/api/customers/imports")
                        .header("Idempotency-Key", Api.key())
                        .contentType("text/csv")
                        .content("Name;Mail\nExempla;exempla-%s@example.org\n".formatted(Api.key()))
                        .exchange())
                .expect(201);
        return new Target("/api/customers/imports/" + uploaded.id() + action, String.valueOf(uploaded.etag()));
    }

    private static List<RecordedEvent> eventsOf(String subject, int count) {
        var events = new ArrayList<RecordedEvent>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        RealParts.broker().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "test-" + subject,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("crm.customers"));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (var delivery : consumer.poll(Duration.ofMillis(200))) {
                    var event = Envelope.read(delivery);
                    if (event.subject().equals(subject)) {
                        events.add(event);
                    }
                }
                return events.size() >= count;
            });
        }
        return events;
    }
}
