package io.crmesh.marketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.local.mail.MailSink;
import io.crmesh.local.mailbox.Mail;
import io.crmesh.marketing.delivery.sending.TestFaultPoints;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.RealParts;
import io.crmesh.platform.testing.ServiceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test of the whole service with a real broker, database and mail sink; only customer-service is a stand-in. */
@ServiceTest
@Import(TestFaultPoints.class)
public abstract class MarketingTest {

    /** The systems outside of this service; one of each for all tests of a run. */
    protected static final MailSink SINK = sink();

    protected static final CustomersStandIn CUSTOMERS = CustomersStandIn.open();

    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker(), "acks", "all"), new ByteArraySerializer(), new ByteArraySerializer());
    protected static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    protected MockMvcTester http;

    private final List<String> enabled = new ArrayList<>();

    @DynamicPropertySource
    static void outside(DynamicPropertyRegistry settings) {
        settings.add("crm.mail.smtp", () -> "127.0.0.1:" + SINK.smtpPort());
        settings.add("crm.mail.lookup", () -> "http://127.0.0.1:" + SINK.httpPort());
        settings.add("crm.mail.send-timeout", () -> "2s");
        settings.add("crm.mail.claim", () -> "1s");
        settings.add("crm.mail.timeout", () -> "1s");
        settings.add("crm.services.customers", CUSTOMERS::address);
        // Lets a test hold records back at the broker, by an open transaction.
        settings.add("spring.kafka.consumer.isolation-level", () -> "read_committed");
    }

    private static MailSink sink() {
        try {
            return MailSink.open(Files.createTempDirectory("crmesh-mail"), 0, 0, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static String broker() {
        return RealParts.broker().bootstrapServers();
    }

    protected JsonNode delivery(String customer) {
        return json(get("/api/deliveries?customer=" + customer)).path("items").path(0);
    }

    protected void awaitState(String customer, String state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(delivery(customer).path("state").asString()).isEqualTo(state));
    }

    protected static String newId(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    protected static void publish(RecordedEvent... events) {
        send(PRODUCER, List.of(events));
    }

    /** Sends events, and waits until the broker has all of them. */
    protected static void send(KafkaProducer<byte[], byte[]> producer, List<RecordedEvent> events) {
        try {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var event : events) {
                var topic = "crm." + event.source().substring("/crm/".length());
                sent.add(producer.send(Envelope.write(topic, event)));
            }
            for (var each : sent) {
                var _ = each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static List<Mail> mailsTo(String customer) {
        return SINK.mails().stream()
                .filter(mail -> mail.to().stream().anyMatch(to -> to.address().equals(customer + "@example.org")))
                .toList();
    }

    protected MvcTestResult post(String path, String body) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", newId("key-"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    protected MvcTestResult postOn(String path, long version) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", newId("key-"))
                .header("If-Match", "\"" + version + "\"")
                .exchange();
    }

    protected MvcTestResult put(String path, long version, String body) {
        return http.put()
                .uri(path)
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    protected MvcTestResult get(String path) {
        return http.get().uri(path).exchange();
    }

    protected static JsonNode json(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    /** An enabled automation that sends one mail at that purchase. */
    protected String enabledAt(int purchase, String reentry) {
        return enabled(thanks(purchase, reentry, "Thank you, {{ customer.name }}"));
    }

    protected String enabled(String definition) {
        var created = post("/api/automations", definition);
        assertThat(created).hasStatus(201);
        var id = json(created).path("id").asString();
        assertThat(postOn("/api/automations/" + id + "/enable", 1)).hasStatusOk();
        enabled.add(id);
        return id;
    }

    /** An automation that stays enabled would judge the customers of other tests, too. */
    @AfterEach
    void retire() {
        for (var id : enabled) {
            var version = get("/api/automations/" + id).getResponse().getHeader("ETag");
            assertThat(http.post()
                            .uri("/api/automations/" + id + "/retire")
                            .header("Idempotency-Key", newId("key-"))
                            .header("If-Match", String.valueOf(version)))
                    .hasStatusOk();
        }
    }

    protected static String thanks(int purchase, String reentry, String subject) {
        return """
                {"name": "Thank the customer", "trigger": "order.placed",
                 "condition": {"all": [{"profile": "orders.count", "is": "=", "value": %d},
                                       {"event": "totals.amount", "is": ">=", "value": "0.00"}]},
                 "reentry": "%s",
                 "steps": [{"id": "thanks", "send": {"channel": "EMAIL", "purpose": "MARKETING", "template": {
                    "subject": "%s",
                    "text": "Order {{ profile.orders.count }} over {{ event.totals.amount }}. {{ unsubscribe }}",
                    "html": "<p>Dear {{ customer.name }}</p>"}}}]}""".formatted(purchase, reentry, subject);
    }
}
