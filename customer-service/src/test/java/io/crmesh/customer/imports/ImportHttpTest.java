package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.customer.imports.work.ImportDispatcher;
import io.crmesh.customer.imports.work.ImportTasks;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.testing.ServiceTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ImportHttpTest {

    private static final String IMPORTS = "/api/customers/imports";

    private MockMvcTester mvc;
    private StrictJson json;
    private ImportDispatcher dispatcher;
    private ImportTasks work;
    private String tag;

    @BeforeEach
    void open(
            @Autowired MockMvcTester mvc,
            @Autowired StrictJson json,
            @Autowired ImportDispatcher dispatcher,
            @Autowired ImportTasks work) {
        this.mvc = mvc;
        this.json = json;
        this.dispatcher = dispatcher;
        this.work = work;
        this.tag = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void fileWithInvalidRowsIsValidatedImportedAndReverted() {
        var id = uploaded("""
                externalId,name.legal,email,country,tags,consent.MARKETING.EMAIL,registeredAt
                1-@@,"Lee, Ann",ann-@@@example.com,DE,@@,GRANTED,2020-01-31
                2-@@,Bob,nobody,DE,@@,,
                3-@@,Çelik,c-@@@example.com,XX,@@,,
                4-@@,,,DE,@@,,
                5-@@,Dora,d-@@@example.com,DE
                1-@@,"Lee, Ann",ann-@@@example.com,DE,@@,GRANTED,2020-01-31
                1-@@,"Lee, Ann",ann2-@@@example.com,DE,@@,,
                6-@@,Emil,e-@@@example.com,DE,@@,MAYBE,
                7-@@,Frida,f-@@@example.com,DE,@@,,2020-01-31T10:00:00Z
                """.replace("@@", tag));

        after(id, "validate", "VALIDATED");
        assertThat(customers()).isZero();
        assertThat(count(id, "invalid")).isEqualTo(2);

        var ended = after(id, "start", "COMPLETED_WITH_ERRORS");
        assertThat(customers()).isEqualTo(5);
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(5);
        assertThat(ended.at("/counts/duplicates").asInt()).isEqualTo(1);
        assertThat(ended.at("/counts/updated").asInt()).isEqualTo(1);
        assertThat(ended.at("/counts/invalid").asInt()).isEqualTo(2);
        assertThat(ended.at("/counts/warnings").asInt()).isEqualTo(3);
        var invalid = get(IMPORTS + "/" + id + "/rows?result=INVALID").get("items");
        assertThat(invalid.valueStream().map(row -> row.get("line").asInt())).containsExactly(5, 6);
        assertThat(invalid.valueStream().map(row -> row.path("field").asString("")))
                .containsExactly("name.legal", "");
        var warned = get(IMPORTS + "/" + id + "/rows?warned=true").get("items");
        assertThat(warned.valueStream().map(row -> row.get("line").asInt())).containsExactly(3, 4, 9);
        assertThat(warned.valueStream().map(row -> row.at("/warnings/0/field").asString()))
                .containsExactly("email", "country", "consent.MARKETING.EMAIL");
        assertThat(warned.toString()).doesNotContain("nobody").doesNotContain("MAYBE");

        var reverted = after(id, "revert", "REVERTED");
        assertThat(reverted.at("/counts/reverted").asInt()).isEqualTo(5);
        assertThat(reverted.at("/counts/kept").asInt()).isZero();
        assertThat(customers()).isZero();
    }

    @Test
    void importedCustomerOfThePastIsThereAsOfThenAndWasNotKnownThen() {
        var before = Instant.now().minusMillis(1);
        var id = uploaded("""
                externalId,name.legal,tags,consent.MARKETING.EMAIL,email,registeredAt
                1-@@,"Lee, Ann",@@,GRANTED,ann-@@@example.com,2004-01-31
                """.replace("@@", tag));
        after(id, "validate", "VALIDATED");
        after(id, "start", "COMPLETED");
        var ann = "/api/customers/"
                + get("/api/customers?externalId=1-" + tag).at("/items/0/id").asString();

        var then = get(ann + "?asOf=2004-01-31T00:00:00Z");

        assertThat(then).isEqualTo(get(ann));
        assertThat(then.at("/consents/0/state").asString()).isEqualTo("GRANTED");
        for (var earlier : List.of("asOf=2004-01-30T23:59:59Z", "knownAt=" + before)) {
            assertThat(mvc.get().uri(ann + "?" + earlier)).hasStatus(404);
        }
    }

    @Test
    void rowWithErasedCustomerIsInvalid(@Autowired ApplicationContext service) {
        var client = new ImportClient(service);
        var file = ImportClient.customers(2, tag);
        client.after(client.validated(file), "start", "COMPLETED");
        var erased = get("/api/customers?tag=" + tag).at("/items/0/id").asString();
        client.api()
                .send(
                        HttpMethod.POST,
                        "/api/customers/" + erased + "/erasure",
                        "\"1\"",
                        "{\"reason\": \"NO_LONGER_NEEDED\"}")
                .expect(200);

        var again = client.validated(file);
        assertThat(count(again, "invalid")).isEqualTo(1);
        client.after(again, "start", "COMPLETED_WITH_ERRORS");

        assertThat(customers()).isEqualTo(1);
        var rows = get(IMPORTS + "/" + again + "/rows?result=INVALID").get("items");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("reason").asString()).isEqualTo("names a customer who was erased");
    }

    @Test
    void stoppedImportGoesOnWhereItWas() {
        var file = new StringBuilder("id;name;tags\n");
        for (int row = 0; row < 3000; row++) {
            file.append("%d-%s;Customer %d;%s%n".formatted(row, tag, row, tag));
        }
        var id = uploaded(file.toString());
        after(id, "validate", "VALIDATED");
        request(id, "start");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> work.of(id).filter(task -> task.line() > 0).isPresent());

        dispatcher.stop();
        var stopped = get(IMPORTS + "/" + id);
        dispatcher.start();

        assertThat(stopped.get("state").asString()).isEqualTo("RUNNING");
        assertThat(stopped.at("/work/line").asLong()).isPositive().isLessThan(3001);
        var ended = ended(id, "COMPLETED");
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(3000);
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(3000);
        assertThat(get("/api/customers?count=true&limit=1&tag=" + tag)
                        .get("count")
                        .asString())
                .isEqualTo("1000+");
    }

    @Test
    void revertedImportCanBeImportedAgain() {
        var file = "id,name,tags\n1-%s,Ann,%s\n2-%s,Bob,%s\n".formatted(tag, tag, tag, tag);
        var first = uploaded(file);
        after(first, "validate", "VALIDATED");
        after(first, "start", "COMPLETED");

        after(first, "revert", "REVERTED");
        assertThat(customers()).isZero();
        var second = uploaded(file);
        after(second, "validate", "VALIDATED");
        var again = after(second, "start", "COMPLETED");

        assertThat(again.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(customers()).isEqualTo(2);
    }

    @Test
    void customerWhomAnotherChangedBetweenTwoRowsOfAnImportIsKept(@Autowired ApplicationContext service) {
        var client = new ImportClient(service);
        var first = uploaded("id,name,tags\n1-@,Ann,@\n".replace("@", tag));
        after(first, "validate", "VALIDATED");
        after(first, "start", "COMPLETED");
        var second = uploaded("id,name,tags\n1-@,Anna,@\n2-@,Bob,@\n2-@,Bobby,@\n".replace("@", tag));
        after(second, "validate", "VALIDATED");
        after(second, "start", "COMPLETED");

        var kept = after(first, "revert", "PARTIALLY_REVERTED");
        var reverted = after(second, "revert", "PARTIALLY_REVERTED");

        assertThat(kept.at("/counts/kept").asInt()).isEqualTo(1);
        assertThat(reverted.at("/counts/reverted").asInt()).isEqualTo(1);
        assertThat(reverted.at("/counts/kept").asInt()).isEqualTo(1);
        assertThat(client.countCustomers(tag)).isEqualTo(1);
    }

    @Test
    void validationTellsWhichCustomersExist() {
        var first = uploaded("id,name,tags\n1-@,Ann,@\n2-@,Bob,@\n".replace("@", tag));
        after(first, "validate", "VALIDATED");
        after(first, "start", "COMPLETED");

        var second = uploaded("id,name,tags\n1-@,Ann,@\n2-@,Robert,@\n3-@,Cleo,@\n,Dora,@\n".replace("@", tag));
        var validated = after(second, "validate", "VALIDATED");

        assertThat(validated.at("/counts/duplicates").asInt()).isEqualTo(1);
        assertThat(validated.at("/counts/updated").asInt()).isEqualTo(1);
        assertThat(validated.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(customers()).isEqualTo(2);
    }

    @Test
    void mappingWithUnknownColumnOrFieldIsRefused() {
        var id = uploaded("mail address,who\nann@example.com,Ann\n");
        var path = IMPORTS + "/" + id + "/mapping";

        assertThat(
                        put(
                                path,
                                "{\"columns\": [{\"column\": \"mail address\", \"field\": \"email\"}, {\"column\": \"who\", \"field\": \"name.legal\"}]}"))
                .isEqualTo(200);
        assertThat(put(path, "{\"columns\": [{\"column\": \"nose\", \"field\": \"email\"}]}"))
                .isEqualTo(422);
        assertThat(put(path, "{\"columns\": [{\"column\": \"who\", \"field\": \"password\"}]}"))
                .isEqualTo(422);
    }

    @Test
    void invalidUploadOrRequestIsRefused() {
        assertThat(upload("", "").getResponse().getStatus()).isEqualTo(422);
        assertThat(upload("a,b\n", "?mode=LIVE").getResponse().getStatus()).isEqualTo(400);
        var early = uploaded("name\nAnn\n");
        assertThat(request(early, "start")).isEqualTo(409);
        assertThat(request(early, "revert")).isEqualTo(409);
        assertThat(request(early, "cancel")).isEqualTo(409);
        assertThat(request("imp_none", "start")).isEqualTo(404);
    }

    private MvcTestResult upload(String file, String query) {
        return mvc.post()
                .uri(IMPORTS + query)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("text/csv")
                .content(file.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private String uploaded(String file) {
        var result = upload(file, "?system=shop");
        assertThat(result.getResponse().getStatus()).isEqualTo(201);
        return json.mapper()
                .readTree(result.getResponse().getContentAsByteArray())
                .get("id")
                .asString();
    }

    @CanIgnoreReturnValue
    private int request(String id, String what) {
        var version = mvc.get().uri(IMPORTS + "/" + id).exchange().getResponse().getHeader("ETag");
        return mvc.post()
                .uri(IMPORTS + "/" + id + "/" + what)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", version == null ? "\"1\"" : version)
                .exchange()
                .getResponse()
                .getStatus();
    }

    private int put(String path, String body) {
        var version = mvc.get()
                .uri(path.replace("/mapping", ""))
                .exchange()
                .getResponse()
                .getHeader("ETag");
        return mvc.method(HttpMethod.PUT)
                .uri(path)
                .header("If-Match", version == null ? "\"1\"" : version)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange()
                .getResponse()
                .getStatus();
    }

    @CanIgnoreReturnValue
    private JsonNode after(String id, String what, String state) {
        assertThat(request(id, what)).isEqualTo(202);
        return ended(id, state);
    }

    private JsonNode ended(String id, String state) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !get(IMPORTS + "/" + id).has("work"));
        var ended = get(IMPORTS + "/" + id);
        assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo(state);
        return ended;
    }

    private int count(String id, String what) {
        return get(IMPORTS + "/" + id).at("/counts/" + what).asInt();
    }

    private int customers() {
        return get("/api/customers?tag=" + tag).get("items").size();
    }

    private JsonNode get(String path) {
        var response = mvc.get().uri(URI.create(path)).exchange().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return json.mapper().readTree(response.getContentAsByteArray());
    }
}
