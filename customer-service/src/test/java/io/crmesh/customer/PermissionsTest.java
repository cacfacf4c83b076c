package io.crmesh.customer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.number.CrmNumber;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.FieldWalk;
import io.crmesh.platform.testing.PermissionWalk;
import io.crmesh.platform.testing.RowWalk;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import io.crmesh.platform.testing.Thrice;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class PermissionsTest {

    private static final String A_NAME = "is how people call a customer";

    private static final String DAILY = "is what colleagues need to know of a customer that they may see";

    private static final String AN_ID = "is how another system calls a customer";

    private static final String A_STATE = "is the state of a consent, and no address";
    private static final String INTERNAL = "is told to services that must contact the customer now";

    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            entry("Profile.name", A_NAME),
            entry("/api/customers?name=x", A_NAME),
            entry("/api/customers?sort=name", A_NAME),
            entry("/api/customers/export?name=x", A_NAME),
            entry("/api/customers/export?sort=name", A_NAME),
            entry("/api/customers/export name.given", A_NAME),
            entry("/api/customers/export name.middle", A_NAME),
            entry("/api/customers/export name.family", A_NAME),
            entry("/api/customers/export name.legal", A_NAME),
            entry("/api/customers/export name.nickname", A_NAME),
            entry("Profile.occupation", DAILY),
            entry("Profile.jobTitle", DAILY),
            entry("Profile.buyingRole", DAILY),
            entry("Profile.preferences", DAILY),
            entry("Profile.interests", DAILY),
            entry("Profile.tags", DAILY),
            entry("/api/customers/export tags", DAILY),
            entry("/api/customers/export jobTitle", DAILY),
            entry("/api/customers/export consent.SERVICE.EMAIL", A_STATE),
            entry("/api/customers/export consent.SERVICE.PHONE", A_STATE),
            entry("/api/customers/export consent.MARKETING.EMAIL", A_STATE),
            entry("/api/customers/export consent.MARKETING.PHONE", A_STATE),
            entry("/api/customers/export consent.SURVEY.EMAIL", A_STATE),
            entry("/api/customers/export consent.SURVEY.PHONE", A_STATE),
            entry("Source.detail", DAILY),
            entry("CustomerView.externalId", AN_ID),
            entry("CustomerView.stageEvidence", "is a code or an id, and published"),
            entry("/api/customers?externalId=x", AN_ID),
            entry("/api/customers/export?externalId=x", AN_ID),
            entry("/api/customers/export externalId", AN_ID),
            entry("Group.name", "is the name of a group of consumers"),
            entry("Contact.address", INTERNAL),
            entry("Contact.name", INTERNAL));

    private final MockMvcTester http;
    private final RequestMappingHandlerMapping endpoints;
    private final Api api;

    PermissionsTest(
            @Autowired MockMvcTester http,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        this.http = http;
        this.endpoints = endpoints;
        this.api = new Api(http);
    }

    @Test
    void everyEndpointAdmitsTheCallersOfTheTable() {
        new PermissionWalk("customer-service", http, endpoints).check();
    }

    @Test
    void everyRecordIsVisibleToTheCallersOfTheTable() {
        var customers = new Thrice(
                ownedBy("{\"owner\": \"walker\", \"team\": \"team_south\"}"),
                ownedBy("{\"owner\": \"mate\", \"team\": \"team_south\"}"),
                ownedBy("{\"owner\": \"stranger\", \"team\": \"team_north\"}"));
        var erased = new Thrice(
                ownedBy("{\"owner\": \"walker\", \"team\": \"team_south\"}"),
                ownedBy("{\"owner\": \"mate\", \"team\": \"team_south\"}"),
                ownedBy("{\"owner\": \"stranger\", \"team\": \"team_north\"}"));
        var _ = erased.map(id -> api.send(
                        HttpMethod.POST,
                        "/api/customers/" + id + "/erasure",
                        "\"2\"",
                        "{\"reason\": \"REQUESTED_BY_PERSON\"}")
                .expect(200)
                .text());
        var elsewhere = customers.map(id -> "externalSystem=walk&externalId="
                + api.get("/api/customers/" + id).body().at("/externalId/id").asString());

        new RowWalk("customer-service", http, Map.of("purpose", "MARKETING", "channel", "EMAIL"))
                .atAnyTime("/api/customers/{id}", customers)
                .at("/api/customers/{id}/erasure", erased)
                .told("PATCH", "/api/customers/{id}", "{\"occupation\": \"pilot\"}")
                .told("POST", "/api/customers/{id}/stage", "{\"to\": \"QUALIFIED\", \"evidence\": \"CALLED\"}")
                .told("PUT", "/api/customers/{id}/owner", "{\"owner\": \"walker\"}")
                .told("PUT", "/api/customers/{id}/consents/{purpose}/{channel}", "{\"state\": \"DENIED\"}")
                .told("POST", "/api/customers/{id}/erasure", "{\"reason\": \"REQUESTED_BY_PERSON\"}")
                .listed("/api/customers", customers, customers.map("count=true&id="::concat))
                .listed("/api/customers", customers, customers.map("sort=name&id="::concat))
                .listed("/api/customers", customers, elsewhere)
                .listed("/api/customers/export", customers, customers.map("id="::concat))
                .forAll(
                        "POST /api/customers",
                        "the caller chooses the owner of a new customer, within the own access scope")
                .check();
    }

    private String ownedBy(String ownership) {
        var made = api.post("/api/customers", """
                        {"kind": "PERSON", "name": {"nickname": "Li"}, "externalId": {"system": "walk", "id": "%s"}}""".formatted(Api.key())).expect(201);
        api.send(HttpMethod.PUT, "/api/customers/" + made.id() + "/owner", made.etag(), ownership)
                .expect(200);
        return made.id();
    }

    @Test
    void everyFieldIsShownToTheCallersOfTheTable() {
        var one =
                registered("\"birthDate\": \"1990-01-01\", \"crmNumber\": \"%s\", \"crmNumberReason\": \"on her card\""
                        .formatted(CrmNumber.of(Math.floorMod(Api.key().hashCode(), 1_000_000_000))
                                .written()));
        var other = registered("\"birthYear\": 1990");
        var yearless = registered("\"birthday\": \"--02-14\"");

        var places = Map.of(
                "id",
                one,
                "other",
                other,
                "yearless",
                yearless,
                "import",
                imported(),
                "asOf",
                Instant.now().toString());
        new FieldWalk("customer-service", http, places).check();
    }

    private String imported() {
        var answer = http.post()
                .uri("/api/customers/imports?system=shop")
                .header("Idempotency-Key", Api.key())
                .contentType(MediaType.valueOf("text/csv"))
                .content("id,name,email,shoe size\n1,Ann,ann@example.com,38\n")
                .exchange()
                .getResponse();
        return String.valueOf(answer.getHeader("Location")).replaceAll(".*/", "");
    }

    @Test
    void everyPersonalFieldDeclaresItsPermission() {
        new FieldMarks("customer-service", "io.crmesh.customer", http, endpoints).check(EXCEPTIONS);
    }

    @Test
    void callerWithoutReadPermissionMayWriteAField() {
        var id = registered("\"birthYear\": 1990");
        var blind = TestIssuer.claims("shop", "INTEGRATION").claim("scope", "customers:write");

        var changed = http.patch()
                .uri("/api/customers/" + id)
                .header("Authorization", "Bearer " + TestIssuer.signed(blind.build()))
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"emails\": [{\"value\": \"lee@example.com\"}], \"occupation\": \"pilot\"}")
                .exchange();

        assertThat(changed).hasStatusOk().bodyText().contains("pilot").doesNotContain("lee@example.com", "+49");
        assertThat(api.get("/api/customers/" + id).text()).contains("lee@example.com");
    }

    /** A caller who tries numbers finds out which are taken. */
    @Test
    void callerWithoutNumberLookupMayNotChooseANumber() {
        var blind = TestIssuer.claims("shop", "INTEGRATION").claim("scope", "customers:write");

        var refused = http.post()
                .uri("/api/customers")
                .header("Authorization", "Bearer " + TestIssuer.signed(blind.build()))
                .header("Idempotency-Key", Api.key())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann\"}, \"crmNumber\": \"381-204-7766\"}")
                .exchange();

        assertThat(refused).hasStatus(403).bodyText().contains("number-lookup:read");
    }

    private String registered(String born) {
        return api.post("/api/customers", """
                        {"kind": "PERSON", "name": {"legal": "Ann Lee"}, "team": "%s", %s,
                         "emails": [{"value": "ann@example.com"}], "phones": [{"e164": "+4915112345678"}],
                         "addresses": [{"street": "Main Street 1", "country": "DE"}], "consents": [
                         {"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED", "evidence": "Signed"}]}""".formatted(FieldWalk.TEAM, born))
                .expect(201)
                .id();
    }
}
