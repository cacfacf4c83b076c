package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoDatabase;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ListIndexes;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class CustomerListHttpTest {

    private MockMvcTester mvc;
    private CustomerClient service;
    private String tag;

    @BeforeEach
    void open(@Autowired MockMvcTester mvc) {
        this.mvc = mvc;
        this.service = new CustomerClient(mvc);
        this.tag = CustomerClient.key();
    }

    @CanIgnoreReturnValue
    private CustomerClient.Answer registered(String name, String more) {
        return service.register("{\"kind\": \"PERSON\", \"name\": {\"legal\": \"%s\"}, \"tags\": [\"%s\"]%s}"
                        .formatted(name, tag, more))
                .expect(201);
    }

    private List<String> found(String query) {
        var items = service.get("/api/customers?" + query).expect(200).body().get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
    }

    /** A page of the past goes through so many present records at most, and may be empty. */
    private List<String> foundOnAllPages(String query) {
        var ids = new ArrayList<String>();
        var path = "/api/customers?" + query;
        while (path != null) {
            var page = mvc.get()
                    .uri(URI.create(path))
                    .header("Authorization", "Bearer " + TestIssuer.admin())
                    .exchange();
            JsonMapper.shared()
                    .readTree(page.getResponse().getContentAsByteArray())
                    .get("items")
                    .forEach(item -> ids.add(item.get("id").asString()));
            var link = page.getResponse().getHeader("Link");
            path = link == null ? null : link.substring(link.indexOf('<') + 1, link.indexOf('>'));
        }
        return ids;
    }

    @Test
    void customerOfThePastIsFoundAsOfThenAndWasNotKnownThen() {
        var before = Instant.now().minusMillis(1);
        var ann = registered(
                "Ann",
                ", \"registeredAt\": \"2003-04-05T00:00:00Z\", \"owner\": \"usr_%s\", \"stage\": \"LEAD\""
                        .formatted(tag));
        var path = "/api/customers/" + ann.id();
        service.send(HttpMethod.POST, path + "/stage", "\"1\"", "{\"to\": \"QUALIFIED\", \"evidence\": \"call\"}")
                .expect(200);
        var then = "asOf=2003-04-05T00:00:00Z";
        var now = "asOf=" + Instant.now();

        assertThat(service.get(path + "?" + then)
                        .expect(200)
                        .body()
                        .get("stage")
                        .asString())
                .isEqualTo("LEAD");
        for (var mine : List.of("id=" + ann.id(), "owner=usr_" + tag)) {
            assertThat(foundOnAllPages(mine + "&stage=LEAD&" + then)).containsExactly(ann.id());
            assertThat(foundOnAllPages(mine + "&stage=QUALIFIED&" + then)).isEmpty();
            assertThat(foundOnAllPages(mine + "&stage=QUALIFIED&" + now)).containsExactly(ann.id());
            assertThat(foundOnAllPages(mine + "&stage=LEAD&" + now)).isEmpty();
            for (var earlier : List.of("asOf=2003-04-04T23:59:59Z", "knownAt=" + before)) {
                service.get(path + "?" + earlier).expect(404);
                assertThat(foundOnAllPages(mine + "&" + earlier)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name, ann",
        "tag, vip",
        "email, a@example.com",
        "phone, 12345678",
        "number, 381-204-7765",
        "country, DE",
        "city, bern",
        "q, ann",
        "externalSystem, shop",
        "externalId, 7",
        "sort, name"
    })
    void pastCannotBeAskedForPersonalValue(String parameter, String value) {
        for (var past : List.of("asOf", "knownAt")) {
            var refused = service.get(
                            "/api/customers?" + parameter + "=" + value + "&" + past + "=2003-04-05T00:00:00Z")
                    .expect(422);

            assertThat(refused.field()).isEqualTo(parameter);
        }
    }

    @Test
    void customerIsFoundByEachFilter() {
        var local = CustomerClient.key().substring(0, 8);
        var digits = "%07d".formatted(Math.floorMod(tag.hashCode(), 10_000_000));
        var ann = registered(
                "Zoë van Müller " + local,
                ", \"emails\": [{\"value\": \"%s@example.com\"}], \"phones\": [{\"e164\": \"+49151%s0\"}], \"language\": \"nl\", \"addresses\": [{\"country\": \"NL\"}], \"externalId\": {\"system\": \"shop\", \"id\": \"%s\"}, \"owner\": \"usr_%s\", \"source\": {\"channel\": \"FAIR-%s\"}"
                        .formatted(local, digits, local, local, local));

        for (var query : List.of(
                "email=" + local.toUpperCase(Locale.ROOT) + "@EXAMPLE.com",
                "phone=%2B49151" + digits + "0",
                "number=" + ann.number(),
                "number=" + ann.number().replace("-", ""),
                "externalSystem=shop&externalId=" + local,
                "owner=usr_" + local,
                "id=" + ann.id(),
                "sort=name&name=muller " + local,
                "source=FAIR-" + local,
                "tag=" + tag + "&name=zoe van",
                "tag=" + tag + "&name=MULLER",
                "tag=" + tag + "&kind=PERSON&stage=LEAD&country=NL&language=nl")) {
            assertThat(found(query)).as(query).containsExactly(ann.id());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "O\u2019Brien, obrien",
        "O'Brien, O\u2019Brien",
        "\u0141ukasz \u0141uk, lukasz",
        "\u0110\u1eb7ng, dang",
        "Lange Stra\u00dfe, strasse",
        "Jean-Luc, luc",
        "\u738b\u4e3d, \u4e3d",
        "\u5c71\u7530\u592a\u90ce, \u592a\u90ce",
        "Anna M\u00fcller, ller",
        "Christopher, stoph",
        "\u738b\u4e3d, wangli",
        "\u738b\u4e3d, wl",
        "\u9648\u96e8\u5a77, chenyuting",
        "\u9648\u96e8\u5a77, chen yut",
        "\u9648\u96e8\u5a77, yuting",
        "\u9648\u96e8\u5a77, cyt",
        "\u66fe\u56fd\u85e9, zeng"
    })
    void nameIsFoundByPlainLettersAndByEachWord(String name, String typed) {
        var one = registered(name, "");
        registered("Another", "");

        assertThat(found("tag=" + tag + "&name=" + encoded(typed))).containsExactly(one.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49171D",
                "+49 (171) D",
                "0049171D",
                "0049 171/D",
                "0171D",
                "0171-D",
                "171D",
                "49171D",
                " 49171D"
            })
    void customerIsFoundByPhoneNumberAsPeopleTypeIt(String typed) {
        var digits = "%07d".formatted(Math.floorMod(tag.hashCode(), 10_000_000));
        var one = registered("Ann", ", \"phones\": [{\"e164\": \"+49171%s\"}]".formatted(digits));

        assertThat(found("tag=" + tag + "&phone=" + encoded(typed.replace("D", digits))))
                .containsExactly(one.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%07d", "100%04d", "1020%03d", "1%06d", "10%05d"})
    void customerIsFoundByLastDigitsOfPhoneNumber(String form) {
        var digits = form.formatted(Math.floorMod(tag.hashCode(), 1_000));
        var one = registered("Ann", ", \"phones\": [{\"e164\": \"+49171%s\"}]".formatted(digits));

        for (var end : List.of(digits.substring(3), digits.substring(2), digits.substring(1), "1" + digits)) {
            assertThat(found("tag=" + tag + "&phone=" + end)).as(end).containsExactly(one.id());
        }
    }

    @Test
    void customerIsFoundByMailAddressBeforeItsSign() {
        var one = registered("Ann", ", \"emails\": [{\"value\": \"Ann.%s@example.com\"}]".formatted(tag));

        assertThat(found("email=ann." + tag)).containsExactly(one.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone=abc",
                "phone=1",
                "phone=%2B",
                "phone=00",
                "phone=%2B49",
                "phone=0171 (12",
                "email=@",
                "email=a b@c"
            })
    void whatIsNoNumberOrAddressIsNobodys(String query) {
        assertThat(found(query)).isEmpty();
    }

    @Test
    void contactsOfACompanyAndCustomersOfACityAreFound() {
        var works = service.register("{\"kind\": \"ORGANIZATION\", \"name\": {\"legal\": \"Works\"}}")
                .expect(201);
        var contact = registered(
                "Ann",
                ", \"organizationId\": \"%s\", \"addresses\": [{\"city\": \"Z\u00fcrich\"}]".formatted(works.id()));
        registered("Bob", "");

        assertThat(found("organizationId=" + works.id())).containsExactly(contact.id());
        assertThat(found("city=zurich&tag=" + tag)).containsExactly(contact.id());
    }

    @Test
    void customerIsFoundByWhatPeopleTypeWhoDoNotSayWhatItIs() {
        var works = service.register(
                        "{\"kind\": \"ORGANIZATION\", \"name\": {\"legal\": \"Caf\u00e9 %s\"}}".formatted(tag))
                .expect(201);
        var digits = "%07d".formatted(Math.floorMod(tag.hashCode(), 10_000_000));
        var ann = registered(
                "\u0141ukasz O\u2019Brien",
                (", \"organizationId\": \"%s\", \"addresses\": [{\"city\": \"S\u00e3o %s\"}],"
                                + " \"emails\": [{\"value\": \"mail.%s@example.com\"}],"
                                + " \"phones\": [{\"e164\": \"+49171%s\"}]")
                        .formatted(works.id(), tag, tag, digits));
        registered("Bob", "");

        for (var typed : List.of(
                "lukasz o'brien",
                "OBRI",
                "cafe " + tag,
                "sao " + tag.substring(0, 12),
                "mail." + tag,
                "MAIL." + tag + "@Example.com",
                "0171 " + digits,
                "+49171" + digits,
                ann.number(),
                ann.number().replace("-", ""))) {
            assertThat(found("tag=" + tag + "&q=" + encoded(typed))).as(typed).containsExactly(ann.id());
            assertThat(found("tag=" + tag + "&sort=name&q=" + encoded(typed)))
                    .as(typed)
                    .containsExactly(ann.id());
        }
        assertThat(found("q=" + encoded("cafe " + tag))).containsExactlyInAnyOrder(ann.id(), works.id());
        assertThat(found("q=" + encoded("nothing of " + tag))).isEmpty();
        assertThat(service.get("/api/customers?q=%20").expect(400).field()).isEqualTo("q");
        assertThat(service.get("/api/customers?q=..").expect(200).body().get("items"))
                .isEmpty();
    }

    @Test
    void nobodyIsFoundByWhatTheCallerMayNotRead() {
        var local = "q-" + tag;
        registered(
                "Ann",
                ", \"emails\": [{\"value\": \"%s@example.com\"}], \"addresses\": [{\"city\": \"%s\"}]"
                        .formatted(local, local));
        var api = new Api(mvc);

        for (var typed : List.of(local, local + "@example.com")) {
            var path = "/api/customers?tag=" + tag + "&q=" + typed;
            assertThat(api.get(path).expect(200).body().get("items")).hasSize(1);
            assertThat(api.as(TestIssuer.token("eve", "ANALYST"))
                            .get(path)
                            .expect(200)
                            .body()
                            .get("items"))
                    .isEmpty();
        }
    }

    private static String encoded(String typed) {
        return URLEncoder.encode(typed, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void declaredIndexesServeEveryFilterOrderAndScope(@Autowired MongoDatabase database) {
        ListIndexes.check(
                database.getCollection("customers", BsonDocument.class), CustomerList.LIST, Customers.TYPE.scopes());
    }

    @Test
    void listIsSortedAndPaged() {
        var ids = List.of(registered("Anna", ""), registered("bert", ""), registered("Çelik", "")).stream()
                .map(CustomerClient.Answer::id)
                .toList();

        assertThat(found("sort=name&tag=" + tag)).isEqualTo(ids);
        assertThat(found("sort=-name&tag=" + tag)).isEqualTo(ids.reversed());
        assertThat(found("sort=-name&limit=2&tag=" + tag))
                .isEqualTo(ids.reversed().subList(0, 2));
    }

    @Test
    void exportHasAllThatAnImportTakesBack() throws Exception {
        var works = service.register("{\"kind\": \"ORGANIZATION\", \"name\": {\"legal\": \"Works; Ltd\"}}")
                .expect(201);
        service.register("""
                {"kind": "PERSON", "name": {"given": "Ann", "family": "Lee", "nickname": "=cmd()"},
                 "tags": ["%s"], "jobTitle": "Buyer", "organizationId": "%s", "birthday": "--02-29",
                 "emails": [{"value": "ann-%s@example.com"}, {"value": "second@example.com"}],
                 "phones": [{"e164": "+4917612345678"}, {"e164": "+390669812345"}],
                 "addresses": [{"street": "Main Street 1", "country": "XK"}, {"city": "Graz"}],
                 "externalId": {"system": "shop", "id": "%s"},
                 "consents": [{"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED"}]}
                """.formatted(tag, works.id(), tag, tag)).expect(201);

        var line = exported().getFirst();

        assertThat(line)
                .containsEntry("name.given", "Ann")
                .containsEntry("name.family", "Lee")
                .containsEntry("name.nickname", "'=cmd()")
                .containsEntry("company", "Works; Ltd")
                .containsEntry("jobTitle", "Buyer")
                .containsEntry("birthday", "'--02-29")
                .containsEntry("email", "ann-%s@example.com ::: second@example.com".formatted(tag))
                .containsEntry("phone", "+49 176 12345678 ::: +39 06 6981 2345")
                .containsEntry("street", "Main Street 1")
                .containsEntry("country", "XK")
                .containsEntry("city.2", "Graz")
                .containsEntry("externalId", tag)
                .containsEntry("consent.MARKETING.EMAIL", "GRANTED")
                .containsEntry("consent.SURVEY.SMS", "");
        assertThat(line.get("id")).startsWith("cus_");
        assertThat(line.get("crmNumber")).matches("\\d{3}-\\d{3}-\\d{4}");
    }

    private List<Map<String, String>> exported() throws IOException {
        var started = mvc.get()
                .uri("/api/customers/export?tag=" + tag)
                .accept("text/csv")
                .exchange();
        var file = new ByteArrayInputStream(started.getResponse().getContentAsByteArray());
        try (var rows = CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            return rows.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }

    @Test
    void listIsExportedAsCsv() throws Exception {
        var ann = registered("=cmd()", "");

        var started = mvc.get()
                .uri("/api/customers/export?tag=" + tag)
                .accept("text/csv")
                .exchange();
        var file = started.getResponse().getContentAsString(StandardCharsets.UTF_8);

        assertThat(file.lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains(ann.id())
                .contains("'=cmd()");
    }

    @ParameterizedTest
    @CsvSource({"number=381-204-7765, 422", "stage=NONE, 400", "sort=password, 400", "sort=id, 400", "unknown=x, 400"})
    void invalidQueryIsRefused(String query, int status) {
        var answer = service.get("/api/customers?" + query);

        assertThat(answer.status()).isEqualTo(status);
    }
}
