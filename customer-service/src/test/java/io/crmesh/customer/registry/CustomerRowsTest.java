package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Whose customers are whose: Ann and Bob sell in the north, Eve in the south. */
@ServiceTest
class CustomerRowsTest {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final String ANN = TestIssuer.member("north", "ann", "SALES");
    private static final String BOB = TestIssuer.member("north", "bob", "SALES");
    private static final String EVE = TestIssuer.member("south", "eve", "SALES");

    @Autowired
    MockMvcTester http;

    private String id = "";

    @BeforeEach
    void annHasACustomer() {
        var made = register(ANN, "");
        assertThat(made).hasStatus(201).bodyJson().extractingPath("owner").isEqualTo("ann");
        id = JsonMapper.shared()
                .readTree(made.getResponse().getContentAsByteArray())
                .path("id")
                .asString();
        assertThat(hand(ANN, "\"owner\": \"ann\", \"team\": \"north\"", 1)).hasStatusOk();
    }

    @Test
    void aTeamReadsAndOnlyTheOwnerChanges() {
        assertThat(show(BOB)).hasStatusOk();
        assertThat(change(BOB)).hasStatus(403).bodyText().contains("customers:write");
        assertThat(change(ANN)).hasStatusOk();
    }

    @Test
    void forOthersItIsNotThere() {
        assertThat(show(EVE)).hasStatus(404);
        assertThat(get(EVE, "/history")).hasStatus(404);
        assertThat(get(EVE, "?asOf=2030-01-01T00:00:00Z")).hasStatus(404);
        assertThat(change(EVE)).hasStatus(404);
        assertThat(list(EVE)).bodyText().doesNotContain(id);
        assertThat(list(BOB)).bodyText().contains(id);
    }

    @Test
    void whoeverGivesACustomerAwayLosesIt() {
        assertThat(hand(ANN, "\"owner\": \"eve\", \"team\": \"south\"", 2)).hasStatusOk();

        assertThat(show(ANN)).hasStatus(404);
        assertThat(get(ANN, "/history")).hasStatus(404);
        assertThat(change(EVE, 3)).hasStatusOk();
    }

    @Test
    void nobodyRegistersForSomebodyElse() {
        assertThat(register(ANN, ", \"owner\": \"bob\"")).hasStatus(403);
        assertThat(register(ANN, ", \"owner\": \"ann\"")).hasStatus(201);
    }

    @Test
    void whoeverMayNotSeeACustomerFromElsewhereIsNotToldWhichItIs() {
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
    void theirManagerReachesTheTeam() {
        var manager = TestIssuer.member("north", "max", "MANAGER");

        assertThat(change(manager)).hasStatusOk();
    }

    @Test
    void anImportIsForThoseWhoMayChangeAll() {
        var refused = http.post()
                .uri("/api/customers/imports")
                .header("Authorization", "Bearer " + ANN)
                .header("Idempotency-Key", key())
                .contentType("text/csv")
                .content("nickname\nAnn\n")
                .exchange();

        assertThat(refused).hasStatus(403).bodyText().contains("for all records");
    }

    private static String key() {
        return "rows-" + KEYS.incrementAndGet();
    }

    private MvcTestResult register(String token, String more) {
        return http.post()
                .uri("/api/customers")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"kind\": \"PERSON\", \"name\": {\"nickname\": \"Li\"}%s}".formatted(more))
                .exchange();
    }

    private MvcTestResult hand(String token, String keeper, int version) {
        return http.put()
                .uri("/api/customers/" + id + "/owner")
                .header("Authorization", "Bearer " + token)
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{" + keeper + "}")
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

    private MvcTestResult list(String token) {
        return http.get()
                .uri("/api/customers?limit=200&sort=-registeredAt")
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private MvcTestResult change(String token) {
        return change(token, 2);
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
