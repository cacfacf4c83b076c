package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail tells permitted callers who read which customers, and no personal data. */
@ServiceTest
class CustomerAuditTest {

    private static final String TRAIL = "/api/audit/customers";

    @Autowired
    private MockMvcTester http;

    private String who;
    private String id;

    @BeforeEach
    void registerCustomer() {
        who = "usr_" + UUID.randomUUID();
        id = new CustomerClient(http)
                .register("{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Secretname\"},"
                        + " \"emails\": [{\"value\": \"%s@secretmail.example\"}]}".formatted(who))
                .expect(201)
                .id();
    }

    @Test
    void readIsFoundByActorAndByRecord() {
        read("/api/customers/" + id);
        read("/api/customers/" + id + "/history");
        read("/api/customers?id=" + id);

        var entries = await(3);

        assertThat(entries.findValuesAsString("what"))
                .containsExactlyInAnyOrder(
                        "GET /api/customers/{id}", "GET /api/customers/{id}/history", "GET /api/customers");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.path("action").asString()).isEqualTo("READ");
            assertThat(entry.path("permission").asString()).isEqualTo("customers:read");
            assertThat(entry.path("records").get(0).asString()).isEqualTo(id);
            assertThat(entry.path("trace").asString()).hasSize(32);
        });
        assertThat(list("?record=" + id)).hasSize(3);
        assertThat(list("?record=" + id + "&actor=USER:nobody")).isEmpty();
        assertThat(list("?record=" + id + "&action=EXPORT,MERGE")).isEmpty();
        assertThat(list("?record=" + id + "&atUntil=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(list("?record=" + id + "&atFrom=2020-01-01T00:00:00Z&sort=at"))
                .hasSize(3);
    }

    @Test
    void lookUpIsRecordedWithoutSearchedValue() {
        read("/api/customers?email=" + who + "@secretmail.example");
        read("/api/customers?name=secretname&limit=1");

        var entries = await(2);

        assertThat(entries.findValuesAsString("action")).containsExactlyInAnyOrder("LOOK_UP", "READ");
        assertThat(entries.toString()).doesNotContainIgnoringCase("secret");
    }

    @Test
    void exportIsRecordedWithNumberOfRows() {
        assertThat(get("/api/customers/export?id=" + id, "ADMIN", "text/csv")).hasStatus(200);

        var entries = await(2);

        assertThat(entries.findValuesAsString("action")).containsExactlyInAnyOrder("EXPORT", "EXPORTED");
        assertThat(entries.findValuesAsString("count")).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void refusedRequestIsRecorded() {
        assertThat(get("/api/customers/export", "AGENT", "text/csv")).hasStatus(403);
        assertThat(get(TRAIL, "MANAGER", "application/json")).hasStatus(403);

        assertThat(await(2).findValuesAsString("permission"))
                .containsExactlyInAnyOrder("customers:export", "audit:read");
    }

    @Test
    void erasureIsRecorded() {
        assertThat(http.post()
                        .uri("/api/customers/" + id + "/erasure")
                        .header("Authorization", "Bearer " + TestIssuer.token(who, "ADMIN"))
                        .header("Idempotency-Key", who)
                        .header("If-Match", "\"1\"")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\": \"UNLAWFUL\"}"))
                .hasStatus(200);

        var entry = await(1).get(0);
        assertThat(entry.path("action").asString()).isEqualTo("ERASE");
        assertThat(entry.path("permission").asString()).isEqualTo("customers:erase");
        assertThat(entry.path("records").get(0).asString()).isEqualTo(id);
    }

    /** Such a change returns the customer and leaves no trace in history. */
    @Test
    void changeWithoutEffectIsRecordedAsRead() {
        assertThat(patch("{}")).hasStatus(200).bodyText().contains("Secretname");
        assertThat(patch("{\"occupation\": \"pilot\"}")).hasStatus(200);
        read("/api/customers/" + id);

        var entries = await(2);

        assertThat(entries.findValuesAsString("what"))
                .containsExactlyInAnyOrder("PATCH /api/customers/{id}", "GET /api/customers/{id}");
        assertThat(entries.findValuesAsString("action")).containsExactly("READ", "READ");
        assertThat(entries.findValuesAsString("permission"))
                .containsExactlyInAnyOrder("customers:write", "customers:read");
    }

    private MvcTestResult patch(String body) {
        return http.patch()
                .uri("/api/customers/" + id)
                .header("Authorization", "Bearer " + TestIssuer.token(who, "ADMIN"))
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    @Test
    void registrationIsNotRecorded() {
        new CustomerClient(http)
                .register("{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann\"}}")
                .expect(201);
        read("/api/customers/" + id);

        assertThat(await(1)).hasSize(1);
        assertThat(list("?record=" + id)).hasSize(1);
    }

    @Test
    void readOfAuditTrailIsRecordedAndItsChainIsListedInPages() {
        read("/api/customers/" + id);
        var _ = await(1);
        assertThat(get(TRAIL + "?limit=1", "AUDITOR", "application/json")).hasStatus(200);
        assertThat(await(2).findValuesAsString("action")).containsExactlyInAnyOrder("READ", "AUDIT_READ");

        var page = get(TRAIL + "?limit=1&actor=USER:" + who, "AUDITOR", "application/json");
        var link = Objects.requireNonNull(page.getResponse().getHeader("Link"));
        assertThat(link).contains("rel=\"next\"");
        var next = body(get(link.substring(link.indexOf('<') + 1, link.indexOf('>')), "AUDITOR", "application/json"));
        assertThat(next.path("items")).hasSize(1);
        assertThat(next).isNotEqualTo(body(page));

        var head = body(get(TRAIL + "/head", "AUDITOR", "application/json"));
        var first = body(get(TRAIL + "/entries?limit=2", "AUDITOR", "application/json"))
                .path("items");
        assertThat(head.path("sequence").asLong()).isPositive();
        assertThat(head.path("signature").asString()).isNotEmpty();
        assertThat(first.findValuesAsString("sequence")).containsExactly("1", "2");
        assertThat(first.get(1).path("previous")).isEqualTo(first.get(0).path("hash"));
    }

    @Test
    void invalidQueryIsRefused() {
        for (var bad : List.of("?actor=", "?action=NOTHING", "?atFrom=yesterday", "?phone=1", "/entries?limit=1001")) {
            assertThat(get(TRAIL + bad, "AUDITOR", "application/json")
                            .getResponse()
                            .getStatus())
                    .as(bad)
                    .isIn(400, 422);
        }
    }

    private void read(String path) {
        assertThat(get(path, "AGENT", "application/json")).hasStatus(200);
    }

    /** Waits for so many entries about this test's caller. */
    private JsonNode await(int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> list("?actor=USER:" + who), found -> found.size() >= count);
    }

    /** Reads the trail as another caller, so that this read is not among the entries. */
    private JsonNode list(String query) {
        return body(http.get().uri(TRAIL + query).exchange()).path("items");
    }

    private MvcTestResult get(String path, String role, String type) {
        return http.get()
                .uri(URI.create(path))
                .accept(type)
                .header("Authorization", "Bearer " + TestIssuer.token(who, role))
                .exchange();
    }

    private static JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatus(200);
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }
}
