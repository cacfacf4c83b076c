package io.crmesh.customer.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.mongodb.client.MongoDatabase;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.platform.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ServiceTest
class CustomerHttpTest {

    private static final String ANN = """
            {"kind": "PERSON", "name": {"legal": "Ann Lee"}, "language": "en-us",
             "emails": [{"value": "Ann@Example.COM"}], "phones": [{"e164": "0151 12345678"}],
             "addresses": [{"city": "Berlin", "country": "de"}], "tags": ["vip"],
             "source": {"channel": "WEB"}, "owner": "usr_anna", "team": "north"}""";

    private CustomerClient service;

    @BeforeEach
    void open(@Autowired MockMvcTester mvc) {
        service = new CustomerClient(mvc);
    }

    @Test
    void registeredCustomerIsNormalisedAndNumbered() {
        var ann = service.register(ANN).expect(201);

        assertThat(ann.etag()).isEqualTo("\"1\"");
        assertThat(ann.number()).matches("\\d{3}-\\d{3}-\\d{4}");
        assertThat(ann.body().at("/emails/0/value").asString()).isEqualTo("Ann@example.com");
        assertThat(ann.body().at("/emails/0/status").asString()).isEqualTo("UNVERIFIED");
        assertThat(ann.body().at("/phones/0/e164").asString()).isEqualTo("+4915112345678");
        assertThat(ann.body().at("/language").asString()).isEqualTo("en-US");
        assertThat(ann.body().at("/stage").asString()).isEqualTo("LEAD");
        var read = service.get("/api/customers/" + ann.id()).expect(200);
        assertThat(read.body()).isEqualTo(ann.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                    | 422 | kind",
                "{\"kind\": \"PERSON\"}                                                | 422 | name",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"  \"}}                 | 422 | name",
                "{\"kind\": \"ROBOT\", \"name\": {\"legal\": \"x\"}}                   | 400 | kind",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"isAdmin\": 1}  | 400 | isAdmin",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"emails\": [{\"value\": \"x\"}]} | 422 | emails[0].value",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"phones\": [{\"e164\": \"12\"}]} | 422 | phones[0].e164",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"addresses\": [{\"country\": \"ZZ\"}]} | 422 | addresses[0].country",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"language\": \"?\"} | 422 | language",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann\\u200b\"}} | 422 | name.legal",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"\\u200b\\u2060\"}} | 422 | name.legal",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann\\u200dLee\"}} | 422 | name.legal",
                "{\"kind\": \"PERSON\", \"name\": {\"nickname\": \"\\u202eAnn\"}} | 422 | name.nickname",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann\\nLee\"}} | 422 | name.legal",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann\\tLee\"}} | 422 | name.legal",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"\\u3164\"}} | 422 | name.legal",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"jobTitle\": \"a\\u2028b\"} | 422 | jobTitle",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"tags\": [\"a\\u007cb\"]} | 422 | tags[0]",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"tags\": [\"ok\", \"a,b\"]} | 422 | tags[1]",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"birthDate\": \"1800-01-01\"} | 422 | birthDate",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"addresses\": [{\"city\": \"Berlin\"}, {\"city\": \" \"}]} | 422 | addresses[1]",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"language\": \"klingon-foo\"} | 422 | language",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"language\": \"xx-DE\"} | 422 | language",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"language\": \"de-foo\"} | 422 | language",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"timeZone\": \"Mars/Olympus\"} | 422 | timeZone",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"birthDate\": \"2190-01-01\"} | 422 | birthDate",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"stage\": \"LOST\"} | 422 | stage",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"registeredAt\": \"2190-01-01T00:00:00Z\"} | 422 | registeredAt",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"owner\": \"a b\"} | 422 | owner",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"crmNumber\": \"381-204-7766\"} | 422 | crmNumberReason",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"crmNumber\": \"381-204-7765\", \"crmNumberReason\": \"y\"} | 422 | crmNumber",
                "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"x\"}, \"organizationId\": \"cus_00000000000000000000000000\"} | 422 | organizationId",
                "{\"kind\": \"ORGANIZATION\", \"name\": {\"legal\": \"x\"}, \"gender\": \"MALE\"} | 422 | gender"
            })
    void invalidRegistrationIsRefusedWithItsField(String json, int status, String field) {
        var answer = service.register(json).expect(status);

        assertThat(answer.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O\u2019Brien",
                "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
                "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
                "Ann \ud83d\udc69\u200d\ud83d\ude80",
                "\u5f20\u4f1f"
            })
    void nameIsTakenAsPeopleWriteIt(String name) {
        var json = ANN.replace("Ann Lee", name);

        assertThat(service.register(json).expect(201).body().at("/name/legal").asString())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"zh-yue, yue", "fil, fil", "gsw-ch, gsw-CH", "zh-hant-tw, zh-Hant-TW", "de-1996, de-1996", "tlh, tlh"})
    void languageIsStoredInItsCanonicalForm(String typed, String stored) {
        var json = ANN.replace("en-us", typed);

        assertThat(service.register(json).expect(201).body().get("language").asString())
                .isEqualTo(stored);
    }

    /** A parser of JSON may read C0 AF as a slash, which UTF-8 forbids. */
    @Test
    void overlongUtf8IsUnreadable(@Autowired MockMvcTester mvc) {
        var body = "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"a\u00c0\u00afb\"}}".getBytes(ISO_8859_1);

        assertThat(mvc.post()
                        .uri("/api/customers")
                        .header("Idempotency-Key", CustomerClient.key())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .hasStatus(400);
    }

    @Test
    void patchIsCheckedLikeARegistration() {
        var path = "/api/customers/" + service.register(ANN).expect(201).id();

        for (var patch : List.of("{\"tags\": [\"a|b\"]}", "{\"tags\": [\"a\\tb\"]}")) {
            assertThat(service.send(PATCH, path, "\"1\"", patch).expect(422).field())
                    .isEqualTo("tags[0]");
        }
    }

    @Test
    void repeatedRegistrationIsAnsweredLikeTheFirst() {
        var key = CustomerClient.key();
        var first = service.post("/api/customers", key, ANN).expect(201);

        var second = service.post("/api/customers", key, ANN).expect(201);
        var other = service.post("/api/customers", key, ANN.replace("Ann Lee", "Bob"))
                .expect(422);

        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.slug()).endsWith("key-reused");
    }

    @Test
    void twentyRegistrationsUnderOneKeyMakeOneCustomerWithOneNumber() throws Exception {
        var key = CustomerClient.key();

        var answers = atOnce(20, () -> service.post("/api/customers", key, ANN));

        assertThat(answers).allSatisfy(answer -> answer.expect(201));
        assertThat(answers)
                .extracting(CustomerClient.Answer::id)
                .containsOnly(answers.getFirst().id());
        assertThat(answers)
                .extracting(CustomerClient.Answer::number)
                .containsOnly(answers.getFirst().number());
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
    }

    @Test
    void oneOfTwentyChangesOnTheSameVersionWins() throws Exception {
        var ann = service.register(ANN).expect(201);

        var answers = atOnce(
                20,
                () -> service.send(
                        PATCH,
                        "/api/customers/" + ann.id(),
                        "\"1\"",
                        "{\"jobTitle\": \"%s\"}".formatted(CustomerClient.key())));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 412).hasSize(19);
        service.get("/api/customers/" + ann.id()).expect(200);
    }

    @Test
    void staleOrMissingVersionIsRefused() {
        var ann = service.register(ANN).expect(201);
        var path = "/api/customers/" + ann.id();
        service.send(PATCH, path, "\"1\"", "{\"language\": \"de\"}").expect(200);

        service.send(PATCH, path, "\"1\"", "{\"language\": \"fr\"}").expect(412);
        service.send(PATCH, path, null, "{\"language\": \"fr\"}").expect(428);
        service.send(PUT, path + "/owner", null, "{}").expect(428);
        service.send(POST, path + "/stage", null, "{\"to\": \"QUALIFIED\", \"evidence\": \"call\"}")
                .expect(428);
    }

    @Test
    void invalidPatchIsRefused() {
        var path = "/api/customers/" + service.register(ANN).id();

        service.send(PATCH, path, "\"1\"", "{\"crmNumber\": \"381-204-7766\"}").expect(400);
        service.send(PATCH, path, "\"1\"", "{\"stage\": \"CUSTOMER\"}").expect(400);
        service.send(PATCH, path, "\"1\"", "[]").expect(400);
        service.send(PATCH, path, "\"1\"", "{\"name\": null}").expect(422);
        var bad = service.send(PATCH, path, "\"1\"", "{\"emails\": [{\"value\": \"nobody\"}]}")
                .expect(422);

        assertThat(bad.field()).isEqualTo("emails[0].value");
        assertThat(service.get(path).etag()).isEqualTo("\"1\"");
    }

    @Test
    void historyListsChangesAndPastStateCanBeRead() {
        var ann = service.register(ANN).expect(201);
        var path = "/api/customers/" + ann.id();
        service.send(PATCH, path, "\"1\"", "{\"language\": \"de\", \"phones\": null}")
                .expect(200);
        service.send(POST, path + "/stage", "\"2\"", "{\"to\": \"QUALIFIED\", \"evidence\": \"call\"}")
                .expect(200);

        var history = service.get(path + "/history").expect(200).body().get("items");

        assertThat(history.valueStream().map(entry -> entry.get("type").asString()))
                .containsExactly("customer.stage-changed", "customer.profile-changed", "customer.registered");
        var changes = history.get(1).get("changes");
        assertThat(changes.findValuesAsString("field"))
                .contains("language")
                .anyMatch(field -> field.startsWith("phones["));
        var language = changes.valueStream()
                .filter(change -> change.get("field").asString().equals("language"))
                .findFirst()
                .orElseThrow();
        assertThat(language.get("from").asString()).isEqualTo("en-US");
        assertThat(language.get("to").asString()).isEqualTo("de");
        var registered = history.get(2).get("recordedAt").asString();
        var before = service.get(path + "?asOf=" + registered).expect(200).body();
        assertThat(before.get("language").asString()).isEqualTo("en-US");
        service.get(path + "?asOf=1999-01-01T00:00:00Z").expect(404);
    }

    @Test
    void moveToUnreachableStageIsRefusedNamingAllowedStages() {
        var path = "/api/customers/" + service.register(ANN).id();

        var refused = service.send(POST, path + "/stage", "\"1\"", "{\"to\": \"LOST\", \"evidence\": \"call\"}")
                .expect(409);

        assertThat(refused.slug()).endsWith("customer-stage");
        assertThat(refused.body().get("detail").asString()).contains("LEAD").contains("QUALIFIED");
    }

    @Test
    void chosenNumberIsGivenOnceAndItsReasonKept() {
        var number = freeNumber();

        var first = service.register(withNumber(number)).expect(201);
        var second = service.register(withNumber(number)).expect(409);

        assertThat(first.number()).isEqualTo(number);
        assertThat(second.slug()).endsWith("crm-number-taken");
        var path = "/api/customers/" + first.id();
        assertThat(service.get(path).body().get("crmNumberReason").asString()).isEqualTo("on her old card");
        assertThat(service.get(path + "/history").body().toString()).contains("on her old card");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"birthDate\": \"2190-01-01\"",
                "\"consents\": [{\"purpose\": \"MARKETING\", \"channel\": \"EMAIL\", \"state\": \"WITHDRAWN\"}]"
            })
    void refusedRegistrationLeavesItsChosenNumberFree(String refused) {
        var number = freeNumber();

        assertThat(service.register(withNumber(number).replace("\"kind\"", refused + ", \"kind\""))
                        .status())
                .isIn(409, 422);

        service.register(withNumber(number)).expect(201);
    }

    @Test
    void customerWhoExistsTakesNoFurtherNumber(@Autowired MongoDatabase database) {
        var external =
                "\"externalId\": {\"system\": \"shop\", \"id\": \"%s\"}, \"kind\"".formatted(CustomerClient.key());
        var first = service.register(withNumber(freeNumber()).replace("\"kind\"", external))
                .expect(201);
        var another = freeNumber();

        service.register(withNumber(another).replace("\"kind\"", external)).expect(409);
        service.register(ANN.replace("\"kind\"", external)).expect(409);

        assertThat(database.getCollection("reservations").find().into(new ArrayList<>()))
                .filteredOn(number -> Objects.equals(number.getString("owner"), first.id()))
                .hasSize(1);
        service.register(withNumber(another)).expect(201);
    }

    private static String freeNumber() {
        return CrmNumber.of(Math.floorMod(CustomerClient.key().hashCode(), 1_000_000_000))
                .written();
    }

    private static String withNumber(String number) {
        return ANN.replace(
                "\"kind\"",
                "\"crmNumber\": \"%s\", \"crmNumberReason\": \"on her old card\", \"kind\"".formatted(number));
    }

    @Test
    void externalIdIsRegisteredOnce() {
        var external = CustomerClient.key();
        var json = ANN.replace(
                "\"kind\"", "\"externalId\": {\"system\": \"shop\", \"id\": \"%s\"}, \"kind\"".formatted(external));
        var first = service.register(json).expect(201);

        var again = service.register(json);
        var other = service.register(json.replace("Ann Lee", "Bob")).expect(409);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.body().get("detail").asString()).contains(first.id());
    }

    @Test
    void accessFollowsTheNewOwner() {
        var ann = service.register(ANN).expect(201);
        var path = "/api/customers/" + ann.id();

        var assigned = service.send(PUT, path + "/owner", "\"1\"", "{\"owner\": \"usr_li\", \"team\": \"south\"}")
                .expect(200);

        assertThat(assigned.body().get("owner").asString()).isEqualTo("usr_li");
        var owner = service.get("/internal/customers/" + ann.id()).expect(200).body();
        assertThat(owner.get("team").asString()).isEqualTo("south");
        assertThat(owner.get("state").asString()).isEqualTo("ACTIVE");
        assertThat(owner.get("sequence").asLong()).isEqualTo(lastSequence(ann.id()));
    }

    private long lastSequence(String id) {
        var history =
                service.get("/api/customers/" + id + "/history").expect(200).body();
        return history.at("/items/0/sequence").asLong();
    }

    @Test
    void consentAtRegistrationAllowsContactAndWithdrawalForbidsIt() {
        var json = ANN.replace(
                        "\"kind\"",
                        "\"consents\": [{\"purpose\": \"MARKETING\", \"channel\": \"EMAIL\", \"state\": \"GRANTED\"}], \"kind\"")
                .replace("Ann@Example.COM", "Consenting@example.com");
        var id = service.register(json).expect(201).id();
        var contact = "/internal/customers/" + id + "/contact?purpose=MARKETING&channel=EMAIL";
        var allowed = service.get(contact).expect(200).body();

        var withdrawal = "/internal/customers/" + id + "/consents/MARKETING/EMAIL/withdraw";
        service.post(withdrawal, CustomerClient.key(), "").expect(204);
        service.post(withdrawal, CustomerClient.key(), "").expect(204);

        assertThat(allowed.get("address").asString()).isEqualTo("Consenting@example.com");
        assertThat(allowed.get("name").asString()).isEqualTo("Ann Lee");
        var refused = service.get(contact).expect(200).body();
        assertThat(refused.get("allowed").asBoolean()).isFalse();
        assertThat(refused.get("reason").asString()).isEqualTo("WITHDRAWN");
        assertThat(refused.has("address")).isFalse();
        var history = service.get("/api/customers/" + id + "/history").body().get("items");
        assertThat(history.get(0).get("actor").asString()).isEqualTo("CUSTOMER:" + id);
        assertThat(history.size()).isEqualTo(3);
    }

    @Test
    void withdrawalHoldsForOtherRecordsWithTheAddress() {
        var json = ANN.replace(
                "\"kind\"",
                "\"consents\": [{\"purpose\": \"MARKETING\", \"channel\": \"EMAIL\", \"state\": \"GRANTED\"},"
                        + " {\"purpose\": \"SURVEY\", \"channel\": \"EMAIL\", \"state\": \"GRANTED\"}], \"kind\"");
        var one = service.register(json.replace("Ann@Example.COM", "Twice@example.com"))
                .expect(201)
                .id();
        var other = service.register(json.replace("Ann@Example.COM", "tWICE@Example.com"))
                .expect(201)
                .id();
        var contact = "/internal/customers/" + other + "/contact?channel=EMAIL&purpose=";
        assertThat(service.get(contact + "MARKETING").body().get("allowed").asBoolean())
                .isTrue();

        service.post("/internal/customers/" + one + "/consents/MARKETING/EMAIL/withdraw", CustomerClient.key(), "")
                .expect(204);

        var refused = service.get(contact + "MARKETING").expect(200).body();
        assertThat(refused.get("allowed").asBoolean()).isFalse();
        assertThat(refused.get("reason").asString()).isEqualTo("ADDRESS_WITHDRAWN");
        assertThat(refused.has("address")).isFalse();
        assertThat(service.get(contact + "SURVEY").body().get("allowed").asBoolean())
                .isTrue();
    }

    @Test
    void consentIsSetUnderVersionOfCustomer() {
        var path = "/api/customers/" + service.register(ANN).id() + "/consents/SURVEY/SMS";

        var granted = service.send(
                        PUT,
                        path,
                        "\"1\"",
                        "{\"state\": \"GRANTED\", \"lawfulBasis\": \"CONSENT\", \"evidence\": \"signed\"}")
                .expect(200);
        var refused =
                service.send(PUT, path, "\"2\"", "{\"state\": \"PENDING\"}").expect(409);

        assertThat(granted.body().at("/consents/0/state").asString()).isEqualTo("GRANTED");
        assertThat(refused.slug()).endsWith("consent-state");
        service.send(PUT, path.replace("SURVEY", "SPAM"), "\"2\"", "{\"state\": \"GRANTED\"}")
                .expect(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/customers/nobody",
                "/api/customers/cus_00000000000000000000000000",
                "/api/customers/nobody/history",
                "/internal/customers/nobody",
                "/internal/customers/nobody/contact?purpose=MARKETING&channel=EMAIL"
            })
    void unknownCustomerIsNotFound(String path) {
        service.get(path).expect(404);
    }

    private static List<CustomerClient.Answer> atOnce(int times, Callable<CustomerClient.Answer> request)
            throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<CustomerClient.Answer>>();
            for (int i = 0; i < times; i++) {
                waiting.add(callers.submit(request));
            }
            var answers = new ArrayList<CustomerClient.Answer>();
            for (var answer : waiting) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
