package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Customer.Ownership;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Row access to customers: Ann and Bob sell in the north, Eve in the south. */
@ServiceTest
class CustomerRowsTest {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final String ANN = TestIssuer.member("north", "ann", "SALES");
    private static final String BOB = TestIssuer.member("north", "bob", "SALES");
    private static final String EVE = TestIssuer.member("south", "eve", "SALES");

    @Autowired
    MockMvcTester http;

    @Autowired
    Customers customers;

    private String id = "";

    @BeforeEach
    void registerCustomerOfAnn() {
        var made = register(ANN, "");
        assertThat(made).hasStatus(201).bodyJson().extractingPath("owner").isEqualTo("ann");
        id = idOf(made);
        assertThat(hand(ANN, "\"owner\": \"ann\", \"team\": \"north\"", 1)).hasStatusOk();
    }

    @Test
    void ownerWhoAssignsCustomerToAnotherLosesAccess() {
        assertThat(hand(ANN, "\"owner\": \"eve\", \"team\": \"south\"", 2)).hasStatusOk();

        assertThat(show(ANN)).hasStatus(404);
        assertThat(get(ANN, "/history")).hasStatus(404);
        assertThat(change(EVE, 3)).hasStatusOk();
    }

    /** The repository's one write is all that a process must live to do. */
    @Test
    void handOverIsOneWrite() {
        var command = Command.of(key(), Actor.system("test"), Mode.LIVE);

        var saved = customers.change(
                id,
                command,
                customer -> customer.assignOwner(new Ownership("eve", "south", null), Instant.EPOCH).stream()
                        .toList());

        assertThat(saved.version()).isEqualTo(3);
        assertThat(show(ANN)).hasStatus(404);
        assertThat(show(EVE)).hasStatusOk();
    }

    @Test
    void registrationForAnotherOwnerIsRefused() {
        assertThat(register(ANN, ", \"owner\": \"bob\"")).hasStatus(403);
        assertThat(register(ANN, ", \"owner\": \"ann\"")).hasStatus(201);
    }

    @Test
    void conflictOnExternalIdDoesNotRevealInvisibleCustomer() {
        var external = ", \"externalId\": {\"system\": \"shop\", \"id\": \"%s\"}".formatted(key());
        var made = register(ANN, external);
        assertThat(made).hasStatus(201);

        for (var body : List.of(external, external + ", \"language\": \"en\"")) {
            assertThat(register(EVE, body)).hasStatus(409).bodyText().doesNotContain("cus_");
            assertThat(register(EVE, body)).hasStatus(409);
        }
        assertThat(register(ANN, external)).hasStatus(201).containsHeader("Idempotent-Replayed");
    }

    @Test
    void refusedChangeNamesMissingPermission() {
        assertThat(change(BOB, 2)).hasStatus(403).bodyText().contains("customers:write");
    }

    @Test
    void invisibleOrganizationIsRefused() {
        var works = ", \"organizationId\": \"" + idOf(register("ORGANIZATION", ANN, "")) + "\"";

        assertThat(register(EVE, works)).hasStatus(422).bodyText().contains("organizationId");
        assertThat(register(ANN, works)).hasStatus(201);
    }

    @Test
    void erasureOfInvisibleCustomerIsNotRevealed() {
        var external = ", \"externalId\": {\"system\": \"shop\", \"id\": \"%s\"}".formatted(key());
        var made = idOf(register(ANN, external));
        assertThat(erase(made)).hasStatusOk();

        assertThat(register(ANN, external)).hasStatus(410);
        assertThat(register(EVE, external)).hasStatus(409);
    }

    @Test
    void refusedRegistrationReservesNoNumber() {
        var free = ", \"crmNumber\": \"%s\", \"crmNumberReason\": \"a wish\""
                .formatted(CrmNumber.of(710_000_001).written());

        assertThat(register(EVE, free + ", \"owner\": \"ann\"")).hasStatus(403);

        assertThat(register(EVE, free)).hasStatus(201);
    }

    @Test
    void importWithoutAccessToAllRecordsIsRefused() {
        var refused = http.post()
                .uri("/api/customers/imports")
                .header("Authorization", "Bearer " + ANN)
                .header("Idempotency-Key", key())
                .contentType("text/csv")
                .content("nickname\nAnn\n")
                .exchange();

        assertThat(refused).hasStatus(403).bodyText().contains("for all records");
    }

    private static String idOf(MvcTestResult made) {
        return JsonMapper.shared()
                .readTree(made.getResponse().getContentAsByteArray())
                .path("id")
                .asString();
    }

    private static String key() {
        return "rows-" + KEYS.incrementAndGet();
    }

    private MvcTestResult register(String token, String more) {
        return register("PERSON", token, more);
    }

    private MvcTestResult register(String kind, String token, String more) {
        return http.post()
                .uri("/api/customers")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"kind\": \"%s\", \"name\": {\"nickname\": \"Li\"}%s}".formatted(kind, more))
                .exchange();
    }

    private MvcTestResult hand(String token, String ownership, int version) {
        return http.put()
                .uri("/api/customers/" + id + "/owner")
                .header("Authorization", "Bearer " + token)
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{" + ownership + "}")
                .exchange();
    }

    private MvcTestResult erase(String one) {
        return http.post()
                .uri("/api/customers/" + one + "/erasure")
                .header("Idempotency-Key", key())
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\": \"NO_LONGER_NEEDED\"}")
                .exchange();
    }

    private MvcTestResult show(String token) {
        return get(token, "");
    }

    private MvcTestResult get(String token, String more) {
        return http.get()
                .uri("/api/customers/" + id + more)
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private MvcTestResult change(String token, int version) {
        return http.patch()
                .uri("/api/customers/" + id)
                .header("Authorization", "Bearer " + token)
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"occupation\": \"pilot\"}")
                .exchange();
    }
}
