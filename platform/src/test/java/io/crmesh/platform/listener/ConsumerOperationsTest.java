package io.crmesh.platform.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.history.EventSource;
import io.crmesh.platform.testing.RealParts;
import io.crmesh.platform.testing.TestIssuer;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = ConsumerOperationsTest.TestService.class, properties = "crm.name=probes")
@AutoConfigureMockMvc
@ContextConfiguration(initializers = {ConsumerOperationsTest.Parts.class, TestIssuer.class})
class ConsumerOperationsTest {

    static class Parts implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.kafka.bootstrap-servers=" + BrokerAndDatabase.brokers(),
                            "spring.mongodb.uri=" + BrokerAndDatabase.DATABASE.connectionString(),
                            "crm.audit.keys=" + RealParts.auditKeys(),
                            "crm.audit.spool=" + RealParts.auditSpool(),
                            "crm.encryption.key-file=" + RealParts.keyFile())
                    .applyTo(context);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class TestService {
        final Map<String, String> traces = new ConcurrentHashMap<>();
        final AtomicBoolean refusing = new AtomicBoolean();

        @Bean
        EventConsumer consumer(Tracer tracer) {
            return new EventConsumer() {
                @Override
                public String group() {
                    return "probes.reader";
                }

                @Override
                public Set<String> topics() {
                    return Set.of("crm.probed");
                }

                @Override
                public Outcome apply(RecordedEvent event) {
                    if (refusing.get()) {
                        throw new RuleBroken("test", "Not now");
                    }
                    var span = tracer.currentSpan();
                    traces.put(event.id(), span == null ? "" : span.context().traceId());
                    return Outcome.APPLIED;
                }
            };
        }

        @Bean
        EventSource source() {
            return new EventSource() {
                @Override
                public boolean owns(String subject) {
                    return subject.startsWith("prb_");
                }

                @Override
                public List<RecordedEvent> eventsAfter(String subject, long sequence, int limit) {
                    return sequence == 0 && subject.equals("prb_1")
                            ? List.of(TestEvents.event("probes", "cus_1", "prb_1", 1))
                            : List.of();
                }
            };
        }
    }

    @Autowired
    MockMvcTester http;

    @Autowired
    KafkaAdmin kafka;

    @Autowired
    TestService service;

    @Test
    void serviceIsReadyOnceTopicsAreChecked() {
        await().untilAsserted(() ->
                assertThat(http.get().uri("/actuator/health/readiness")).hasStatusOk());

        assertThat(http.get().uri("/actuator/health"))
                .bodyJson()
                .extractingPath("$.components")
                .asMap()
                .containsKeys("database", "topics", "listeners", "progress", "rereading")
                .doesNotContainKey("mongo");
        assertThat(http.get().uri("/actuator/health/liveness")).hasStatusOk();
    }

    @Test
    void healthDetailsAreHiddenFromAnonymousCallers() {
        assertThat(http.get().uri("/actuator/health").header("Authorization", ""))
                .bodyJson()
                .doesNotHavePath("$.components");
    }

    /** Without these addresses missing events could not be fetched. */
    @ParameterizedTest
    @ValueSource(strings = {"customers", "orders", "interactions", "tickets", "marketing"})
    void addressOfEachServiceIsConfigured(String name, @Autowired ServiceSettings settings) {
        assertThat(settings.service(name)).hasScheme("http");
    }

    @Test
    void clientOfUnreachableBrokersDoesNotSpin() {
        var settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put("bootstrap.servers", "127.0.0.1:1");
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        var log = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.admin");
        log.setLevel(Level.INFO);
        log.addAppender(logged);

        var admin = Admin.create(settings);
        assertThatThrownBy(() -> admin.describeCluster().clusterId().get(3, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        admin.close(Duration.ZERO);

        log.detachAppender(logged);
        assertThat(logged.list).hasSizeLessThan(50);
    }

    @Test
    void eventIsAppliedWithinTraceOfItsCauseAndCounted() {
        send(TestEvents.event("probed", "cus_1", "prd_1", 1));

        await().untilAsserted(() -> assertThat(service.traces).containsEntry("prd_1:1", TestEvents.TRACE));
        await().untilAsserted(() ->
                assertThat(http.get().uri("/internal/flow")).bodyJson().isLenientlyEqualTo("""
                        {"service": "probes", "quiet": true, "pending": {"records": 0}, "unreachable": [],
                         "groups": [{"name": "probes.reader", "lag": 0, "awaitingGap": 0, "deadLetters": 0}]}"""));
        assertThat(http.get().uri("/internal/flow"))
                .bodyJson()
                .extractingPath("$.groups[0].slowestMillis")
                .asNumber()
                .isNotNull();
        assertThat(http.get().uri("/actuator/prometheus"))
                .bodyText()
                .contains("crm_events_total{", "outcome=\"applied\"", "crm_events_age_seconds", "crm_dead_letters{");
    }

    @Test
    void deadLetterIsShownAndReplayedOverHttp() {
        service.refusing.set(true);
        send(TestEvents.event("probed", "cus_7", "prd_7", 1));
        await().untilAsserted(() -> assertThat(deadLetters("prd_7"))
                .bodyJson()
                .extractingPath("$.items[0].error")
                .isEqualTo("RuleBroken: Not now"));
        assertThat(http.get().uri("/internal/flow"))
                .bodyJson()
                .extractingPath("$.quiet")
                .isEqualTo(false);
        service.refusing.set(false);

        var id = idOfFirst("prd_7");

        assertThat(http.get().uri("/api/probes/dead-letters/" + id))
                .bodyJson()
                .extractingPath("$.value")
                .isEqualTo("{\"n\":1}");
        assertThat(http.post().uri("/api/probes/dead-letters/" + id + "/replay"))
                .bodyJson()
                .isLenientlyEqualTo("{\"replayed\": 1, \"unblocked\": true}");
        assertThat(deadLetters("prd_7"))
                .bodyJson()
                .extractingPath("$.items")
                .asArray()
                .isEmpty();
        assertThat(http.get().uri("/api/probes/dead-letters/" + id)).hasStatus(404);
    }

    @Test
    void discardWithoutReasonIsRefused() {
        service.refusing.set(true);
        send(TestEvents.event("probed", "cus_8", "prd_8", 1));
        await().untilAsserted(() -> assertThat(deadLetters("prd_8"))
                .bodyJson()
                .extractingPath("$.items")
                .asArray()
                .hasSize(1));
        service.refusing.set(false);
        var id = idOfFirst("prd_8");

        assertThat(discard(id, "{\"reason\": \" \"}")).hasStatus(422);
        assertThat(discard(id, "{\"reason\": \"a test\"}")).hasStatus(204);

        assertThat(deadLetters("prd_8"))
                .bodyJson()
                .extractingPath("$.items")
                .asArray()
                .isEmpty();
    }

    @Test
    void eventsOfAnAggregateAreServedToOtherServices() {
        assertThat(http.get().uri("/internal/events/prb_1?after=0&limit=10"))
                .bodyJson()
                .isLenientlyEqualTo("""
                        [{"id": "prb_1:1", "source": "/crm/probes", "sequence": 1, "mode": "LIVE",
                          "recordedAt": "2026-11-22T08:00:00Z", "body": "eyJuIjoxfQ=="}]""");
        assertThat(http.get().uri("/internal/events/prb_1?after=1")).bodyJson().isStrictlyEqualTo("[]");
        assertThat(http.get().uri("/internal/events/prb_2")).hasStatus(404);
        assertThat(http.get().uri("/internal/events/nobody")).hasStatus(404);
    }

    private MvcTestResult discard(String id, String body) {
        return http.post()
                .uri("/api/probes/dead-letters/" + id + "/discard")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult deadLetters(String subject) {
        return http.get()
                .uri("/api/probes/dead-letters?stream={stream}", "/crm/probed|" + subject)
                .exchange();
    }

    private String idOfFirst(String subject) {
        var body = new String(deadLetters(subject).getResponse().getContentAsByteArray(), UTF_8);
        return body.replaceAll("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private void send(RecordedEvent event) {
        await().untilAsserted(() ->
                assertThat(http.get().uri("/actuator/health/readiness")).hasStatusOk());
        var _ = BrokerAndDatabase.PRODUCER.send(TestEvents.record(event));
        BrokerAndDatabase.PRODUCER.flush();
    }
}
