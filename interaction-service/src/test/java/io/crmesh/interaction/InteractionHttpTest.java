package io.crmesh.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.Api;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class InteractionHttpTest extends InteractionServiceTest {

    private final String customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
    private Api api;

    @BeforeEach
    void open(@Autowired MockMvcTester mvc) {
        api = new Api(mvc);
    }

    @Test
    void recordedInteractionHasEveryFieldThatWasSaid() {
        var call = record("""
                , "occurredAt": "2026-05-01T12:00:00Z", "subject": "Delivery", "content": "Where is it?",
                  "outcome": {"code": "CALL_BACK", "note": "on Monday"}, "topic": "AFTER_SALES\"""");

        assertThat(call.etag()).isEqualTo("\"1\"");
        assertThat(call.location()).isEqualTo("/api/interactions/" + call.id());
        var body = api.get("/api/interactions/" + call.id()).expect(200).body();
        assertThat(body).isEqualTo(call.body());
        assertThat(body.at("/content").asString()).isEqualTo("Where is it?");
        assertThat(body.at("/outcome/note").asString()).isEqualTo("on Monday");
        assertThat(body.at("/occurredAt").asString()).isEqualTo("2026-05-01T12:00:00Z");
    }

    @Test
    void callOfThePastTookPlaceThenAndWasNotKnownThen() {
        var before = Instant.now().minusMillis(1);
        var call = record(", \"occurredAt\": \"2006-05-01T12:00:00Z\"");
        var path = "/api/interactions/" + call.id();

        assertThat(api.get(path + "?asOf=2006-05-01T12:00:00Z").expect(200).body())
                .isEqualTo(call.body());
        assertThat(ids("?customerId=" + customer + "&channel=PHONE&asOf=2006-05-01T12:00:00Z"))
                .containsExactly(call.id());
        assertThat(ids("?customerId=" + customer + "&channel=EMAIL&asOf=2006-05-01T12:00:00Z"))
                .isEmpty();
        for (var earlier : List.of("asOf=2006-05-01T11:59:59Z", "knownAt=" + before)) {
            api.get(path + "?" + earlier).expect(404);
            assertThat(ids("?customerId=" + customer + "&" + earlier)).isEmpty();
        }
    }

    @Test
    void sameExternalMessageIsRecordedOnce() {
        var external = ", \"externalId\": {\"system\": \"mail\", \"id\": \"%s\"}".formatted(Api.key());
        var first = record(external);

        var again = record(external);
        var other = json(external + ", \"subject\": \"x\"");
        api.post("/api/interactions", other).expect(409);

        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(ids("?customerId=" + customer)).containsExactly(first.id());
    }

    @Test
    void sameExternalMessageOfAnotherCustomerIsAnInteractionOfItsOwn() {
        var message = ", \"externalId\": {\"system\": \"mail\", \"id\": \"%s\"}".formatted(Api.key());
        var other = "cus_" + Api.key().replace("-", "").substring(0, 26);
        var first = record(message);

        var second = api.post("/api/interactions", json(message).replace(customer, other))
                .expect(201);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.body().get("customerId").asString()).isEqualTo(other);
    }

    @Test
    void spacesAroundExternalIdDoNotMakeAnotherMessage() {
        var id = Api.key();
        var message = ", \"externalId\": {\"system\": \"mail\", \"id\": \"%s\"}";
        var first = record(message.formatted(id));

        var spaced = json(message.formatted(" " + id + " ").replace("\"mail\"", "\" mail\""));
        api.post("/api/interactions", spaced).expect(409);

        assertThat(first.body().at("/externalId/id").asString()).isEqualTo(id);
        assertThat(record(message.formatted(" other-" + id))
                        .body()
                        .at("/externalId/id")
                        .asString())
                .isEqualTo("other-" + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"customerId\": \"cus_1\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\" | 422 | customerId",
                "\"channel\": \"PHONE\", \"direction\": \"INBOUND\"                      | 422 | customerId",
                "\"customerId\": \"%s\", \"direction\": \"INBOUND\"                      | 422 | channel",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\"                          | 422 | direction",
                "\"customerId\": \"%s\", \"channel\": \"TELEX\", \"direction\": \"INBOUND\" | 400 | channel",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\", \"occurredAt\": \"2199-01-01T00:00:00Z\" | 422 | occurredAt",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\", \"outcome\": {\"code\": \"he said no\"} | 422 | outcome.code",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\", \"subject\": \"\\u200b\" | 422 | subject",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\", \"content\": \" \" | 422 | content",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\", \"externalId\": {\"system\": \"mail\", \"id\": \"a\\u2066b\"} | 422 | externalId.id",
                "\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\", \"secret\": 1 | 400 | secret"
            })
    void impossibleFieldIsRefusedByItsName(String fields, int status, String field) {
        var answer = api.post("/api/interactions", "{" + fields.replace("%s", customer) + "}")
                .expect(status);

        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void interactionIsFoundByEachFilterOfTheList() {
        var external = Api.key();
        var mail = record("""
                , "occurredAt": "2026-05-01T12:00:00Z", "topic": "PURCHASE", "outcome": {"code": "SOLD"},
                  "externalId": {"system": "mail", "id": "%s"}""".formatted(external));
        var _ = record(", \"occurredAt\": \"2026-05-02T12:00:00Z\"");

        for (var filter : List.of(
                "topic=PURCHASE",
                "outcome=SOLD",
                "externalSystem=mail&externalId=" + external,
                "occurredAtUntil=2026-05-02T00:00:00Z",
                "sort=occurredAt&limit=1")) {
            assertThat(ids("?customerId=" + customer + "&" + filter)).as(filter).containsExactly(mail.id());
        }
        assertThat(ids("?customerId=" + customer + "&channel=PHONE&direction=INBOUND"))
                .hasSize(2);
        api.get("/api/interactions?content=x").expect(400);
    }

    @Test
    void exportQuotesTextsThatLookLikeFormulas() {
        var call = record(", \"subject\": \"=cmd()\"");

        var file = api.file("/api/interactions/export?customerId=" + customer).expect(200);

        assertThat(file.text().lines().toList()).hasSize(2).last().asString().contains(call.id(), "'=cmd()");
    }

    private Api.Answer record(String more) {
        return api.post("/api/interactions", json(more)).expect(201);
    }

    private String json(String more) {
        return "{\"customerId\": \"%s\", \"channel\": \"PHONE\", \"direction\": \"INBOUND\"".formatted(customer)
                + more
                + "}";
    }

    private List<String> ids(String query) {
        var items = api.get("/api/interactions" + query).expect(200).body().get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
    }
}
