package io.crmesh.customer.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.PUT;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoDatabase;
import io.crmesh.customer.registry.RegistrationReversal;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.Api.Answer;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** An erased customer is not found by any request, and cannot be registered again. */
@ServiceTest
class ErasureHttpTest {

    private static final String WHY = "{\"reason\": \"REQUESTED_BY_PERSON\"}";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private MongoDatabase database;

    private final String tag = "t" + Api.key().replace("-", "");
    private Api api;
    private String id;

    @BeforeEach
    void registerCustomer() {
        api = new Api(mvc);
        id = api.post("/api/customers", customer()).expect(201).id();
    }

    private String customer() {
        return """
                {"kind": "PERSON", "name": {"legal": "Gonebird %1$s"}, "externalId": {"system": "shop", "id": "%1$s"},
                 "birthDate": "1990-01-01", "emails": [{"value": "%1$s@example.com"}], "occupation": "Pilotbird",
                 "tags": ["%1$s"], "team": "north", "source": {"channel": "WEB", "detail": "Detailbird"}, "consents": [
                 {"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED", "evidence": "Evidencebird"}]}""".formatted(tag);
    }

    @Test
    void erasedCustomerIsNotFoundByAnyRead() {
        var number = api.get("/api/customers/" + id).body().get("crmNumber").asString();
        var lists = List.of(
                "id=" + id,
                "tag=" + tag,
                "email=" + tag + "@example.com",
                "number=" + number,
                "name=" + tag,
                "externalId=" + tag);
        assertThat(lists).allSatisfy(question -> assertThat(found(question)).isEqualTo("1"));

        var erased = erase("\"1\"").expect(200);

        assertThat(erased.etag()).isEqualTo("\"2\"");
        assertThat(erased.body().get("by").asString()).isEqualTo("USER:local");
        assertThat(erased.body().get("reason").asString()).isEqualTo("REQUESTED_BY_PERSON");
        for (var way : List.of("", "/history", "?asOf=" + Instant.now(), "?asOf=2020-01-01T00:00:00Z")) {
            assertThat(api.get("/api/customers/" + id + way).expect(410).slug()).isEqualTo("gone");
        }
        assertThat(lists).allSatisfy(question -> assertThat(found(question)).isEqualTo("0"));
        assertThat(api.file("/api/customers/export?tag=" + tag).expect(200).text())
                .doesNotContain(id);
    }

    @Test
    void commandOnErasedCustomerIsRefused() {
        erase("\"1\"").expect(200);

        var path = "/api/customers/" + id;
        api.send(PATCH, path, "\"2\"", "{\"occupation\": \"x\"}").expect(410);
        api.send(PUT, path + "/owner", "\"2\"", "{\"team\": \"south\"}").expect(410);
        api.send(PUT, path + "/consents/MARKETING/EMAIL", "\"2\"", "{\"state\": \"WITHDRAWN\"}")
                .expect(410);
        erase("\"2\"").expect(410);
        api.post("/api/customers", customer()).expect(410);
        api.post("/api/customers", customer().replace("1990", "1991")).expect(410);
    }

    @Test
    void repeatedErasureIsAnsweredLikeTheFirst() {
        var key = Api.key();
        var first = erase(key, "\"1\"", WHY).expect(200);

        var again = erase(key, "\"1\"", WHY).expect(200);

        assertThat(again.replayed()).isTrue();
        assertThat(again.body().get("at")).isEqualTo(first.body().get("at"));
        erase(key, "\"1\"", "{\"reason\": \"UNLAWFUL\"}").expect(422);
    }

    @Test
    void invalidErasureRequestChangesNothing() {
        erase(Api.key(), null, WHY).expect(428);
        erase(Api.key(), "\"9\"", WHY).expect(412);
        assertThat(erase(Api.key(), "\"1\"", "{}").expect(422).field()).isEqualTo("reason");
        erase(Api.key(), "\"1\"", "{\"reason\": \"Ann wants it\"}").expect(400);
        erase(Api.key(), "\"1\"", "{\"reason\": \"UNLAWFUL\", \"note\": \"Ann\"}")
                .expect(400);
        for (var role : List.of("SALES", "AGENT", "MANAGER", "AUDITOR")) {
            var other = api.as(TestIssuer.member("north", "max", role));
            other.send(org.springframework.http.HttpMethod.POST, "/api/customers/" + id + "/erasure", "\"1\"", WHY)
                    .expect(403);
        }
        api.get("/api/customers/" + id + "/erasure").expect(404);
        api.get("/api/customers/" + id).expect(200);
    }

    @Test
    void internalReadOfErasedCustomerSaysErased() {
        erase("\"1\"").expect(200);
        var service = api.as(TestIssuer.signed(TestIssuer.claims("marketing-service", "SERVICE")
                .claim("scope", "contacts:read events:read owners:read withdrawals:write")
                .build()));

        var contact = service.get("/internal/customers/" + id + "/contact?purpose=SERVICE&channel=EMAIL");

        assertThat(contact.expect(200).body().get("reason").asString()).isEqualTo("ERASED");
        var known = service.get("/internal/customers/" + id).expect(200).body();
        assertThat(known.get("state").asString()).isEqualTo("ERASED");
        var events = service.get("/internal/events/" + id).expect(200).body();
        assertThat(events.findValuesAsString("type"))
                .startsWith("customer.registered")
                .endsWith("customer.erased");
        assertThat(known.get("sequence").asLong()).isEqualTo(events.size());
        service.post("/internal/customers/" + id + "/consents/MARKETING/EMAIL/withdraw", "")
                .expect(410);
    }

    @Test
    void erasureDestroysKeyAndBlanksHistory() {
        var keys = database.getCollection("person-keys");
        assertThat(keys.find(new Document("_id", id)).first()).containsKey("key");

        erase("\"1\"").expect(200);

        awaitOurOwn();
        assertThat(keys.find(new Document("_id", id)).first()).containsOnlyKeys("_id", "destroyedAt");
        assertThat(rows("customers.history", new Document("aggregate", id)))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.toJson()).doesNotContain("bird", tag, "state"));
        assertThat(rows("customers", new Document("_id", id)))
                .allSatisfy(row -> assertThat(row.toJson()).doesNotContain("bird", tag));
        assertThat(rows("reservations", new Document("owner", id)))
                .as("the number is never given again")
                .hasSize(1);
    }

    /** A reverted customer is invisible, but its history still holds personal data. */
    @Test
    void revertedCustomerCanBeErased(@Autowired RegistrationReversal reversal) {
        assertThat(reversal.revert(id, Command.of("back-" + id, Actor.system("imports"), Mode.IMPORT)))
                .isTrue();
        api.get("/api/customers/" + id).expect(410);
        erase("\"1\"").expect(412);

        erase("\"2\"").expect(200);

        awaitOurOwn();
        assertThat(rows("person-keys", new Document("_id", id)))
                .allSatisfy(key -> assertThat(key).containsOnlyKeys("_id", "destroyedAt"));
        assertThat(rows("customers.history", new Document("aggregate", id)))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.toJson()).doesNotContain("bird", tag, "state"));
        erase("\"3\"").expect(410);
        api.post("/api/customers", customer()).expect(410);
    }

    /** The receipt of customer-service itself. */
    private void awaitOurOwn() {
        await().untilAsserted(() -> assertThat(api.get("/api/customers/" + id + "/erasure")
                        .expect(200)
                        .body()
                        .at("/services/0/erasedAt")
                        .asString(""))
                .isNotEmpty());
    }

    private List<Document> rows(String collection, Document filter) {
        return database.getCollection(collection).find(filter).comment("test").into(new ArrayList<>());
    }

    private String found(String question) {
        return api.get("/api/customers?count=true&" + question)
                .expect(200)
                .body()
                .get("count")
                .asString();
    }

    private Answer erase(String version) {
        return erase(Api.key(), version, WHY);
    }

    @CanIgnoreReturnValue
    private Answer erase(String key, @Nullable String version, String body) {
        var request = mvc.post()
                .uri("/api/customers/" + id + "/erasure")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        return Api.answer((version == null ? request : request.header(HttpHeaders.IF_MATCH, version)).exchange());
    }
}
