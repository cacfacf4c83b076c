package io.crmesh.customer.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.client.MongoDatabase;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ListIndexes;
import io.crmesh.platform.testing.ServiceTest;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Rows about customers who are known, who share something, or of whom a cell is wrong. Each dry run says what the run says. */
@ServiceTest
class ImportCasesTest {

    private final String tag = Api.key().substring(0, 8);
    private ImportClient client;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        client = new ImportClient(service);
    }

    @Test
    void suppressionListReachesKnownCustomer() {
        imported("name,email,tags,consent.MARKETING.EMAIL\nAnn Lee,ann-@@@example.org,@@,GRANTED\n", "COMPLETED");

        var suppressed = imported("Email Address,UNSUB_TIME\nANN-@@@example.org,2024-06-25 17:38:27\n", "COMPLETED");

        assertThat(suppressed.at("/counts/updated").asInt()).isEqualTo(1);
        assertThat(customers().getFirst().at("/consents/0/state").asString()).isEqualTo("WITHDRAWN");
    }

    @Test
    void objectionInTheFutureOrWithALongReasonCounts() {
        var reason = "x".repeat(1500);
        var file = "name,email,tags,UNSUB_TIME,UNSUB_REASON,UNSUB_REASON_OTHER\n"
                + "Ann Lee,ann-@@@example.org,@@,2099-06-25 17:38:27,,\n"
                + "Bob Ray,bob-@@@example.org,@@,2024-06-25 17:38:27,a" + reason + ",b" + reason + "\n";

        var ended = imported(file, "COMPLETED");

        assertThat(ended.at("/counts/warnings").asInt()).isEqualTo(2);
        assertThat(customers())
                .hasSize(2)
                .allSatisfy(one ->
                        assertThat(one.at("/consents/0/state").asString()).isEqualTo("WITHDRAWN"));
    }

    @Test
    void peopleWhoShareAPhoneAreTwoInOneFileAndInTwo() {
        var rows = "Ann Lee,+4930901820,@@\nBob Ray,+4930901820,@@\n";
        var inOne = imported("name,phone,tags\n" + rows, "COMPLETED");
        var inTwo = imported("name,phone,tags\nCleo Fox,+49 30 901820,@@\n", "COMPLETED");

        assertThat(inOne.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(inTwo.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(inTwo.at("/counts/possibleDuplicates").asInt()).isEqualTo(1);
        var ids = customers().stream().map(one -> one.get("id").asString()).toList();
        assertThat(rows(inTwo, "possibleDuplicate=true"))
                .singleElement()
                .satisfies(row -> assertThat(
                                row.get("possibleDuplicates").valueStream().map(JsonNode::asString))
                        .isNotEmpty()
                        .doesNotContain(row.get("customer").asString())
                        .anyMatch(ids::contains));
    }

    @Test
    void rowsThatNameOneCustomerInOtherWaysAreOne() {
        var file = new StringBuilder("name,email,phone,tags\n");
        for (int i = 0; i < 30; i++) {
            file.append("Race %d,race%d-@@@example.org,,@@\n".formatted(i, i));
            file.append("Race %d, Race%d-@@@Example.ORG,+1202555%04d,@@\n".formatted(i, i, i + 100));
            file.append("Race %d,,(202) 555-%04d,@@\n".formatted(i, i + 100));
        }
        var ended = imported(file.toString(), "COMPLETED", "{\"defaultRegion\": \"US\"}");

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(30);
        assertThat(client.countCustomers(tag)).isEqualTo(30);
    }

    @Test
    void rowOfACompanyAfterThoseOfItsPeopleIsThatCompany() {
        var ended = imported("""
                name,company,phone,city,tags
                Ann,Acme @@,,,@@
                ,ACME @@,+4930901820,Berlin,@@
                Bob,Acme @@,,,@@
                ,Acme @@,,Berlin,@@
                """, "COMPLETED");

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(ended.at("/counts/updated").asInt()).isEqualTo(1);
        assertThat(ended.at("/counts/duplicates").asInt()).isEqualTo(1);
        var companies = customers().stream()
                .filter(one -> one.get("kind").asString().equals("ORGANIZATION"))
                .toList();
        assertThat(companies).singleElement().satisfies(acme -> {
            assertThat(acme.at("/addresses/0/city").asString()).isEqualTo("Berlin");
            assertThat(customers())
                    .filteredOn(one -> one.get("kind").asString().equals("PERSON"))
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.get("organizationId")).isEqualTo(acme.get("id")));
        });
    }

    @Test
    void companyOfAnImportGoesWithItsPeople() {
        var kept = imported("name,company,tags\nZoe,Old @@,@@\n", "COMPLETED");
        var file = """
                kind,name,company,tags
                ORGANIZATION,Works @@,,@@
                PERSON,Ann,Works @@,@@
                PERSON,Bob,Mill @@,@@
                PERSON,Cleo,Old @@,@@
                ORGANIZATION,Mill @@,,@@
                """;
        var ended = imported(file, "COMPLETED");
        assertThat(companies()).containsExactlyInAnyOrder("Works " + tag, "Mill " + tag, "Old " + tag);

        var reverted = client.after(ended.get("id").asString(), "revert", "REVERTED");
        assertThat(companies()).containsExactly("Old " + tag);
        assertThat(reverted.at("/counts/reverted").asInt()).isEqualTo(4);

        client.after(kept.get("id").asString(), "revert", "REVERTED");
        assertThat(companies()).isEmpty();
        imported(file, "COMPLETED");
        assertThat(companies()).hasSize(3);
    }

    @Test
    void companyForWhichOthersWorkStaysWhenItsImportIsReverted() {
        var first = imported("name,company,tags\nAnn,Works @@,@@\n", "COMPLETED");
        imported("name,company,tags\nBob,Works @@,@@\n", "COMPLETED");

        client.after(first.get("id").asString(), "revert", "REVERTED");

        assertThat(companies()).containsExactly("Works " + tag);
    }

    /** The names of the organizations, also of those that rows only named. */
    private List<String> companies() {
        return Stream.of("Works ", "Mill ", "Old ")
                .flatMap(word -> client.api()
                        .get("/api/customers?kind=ORGANIZATION&name=" + word + tag)
                        .expect(200)
                        .body()
                        .get("items")
                        .valueStream())
                .map(one -> one.at("/name/legal").asString())
                .toList();
    }

    @Test
    void wrongCellIsAWarningBesideAStoredCustomer() {
        var ended = imported(
                "name,email,phone,birthday,country,stage,tags\nAnn,ann-@@@example.org,123,soon,Atlantis,purple,@@\n",
                "COMPLETED");

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(ended.at("/counts/warnings").asInt()).isEqualTo(1);
        assertThat(rows(ended, "warned=true"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("warnings")
                                .valueStream()
                                .map(warning -> warning.get("field").asString()))
                        .containsExactlyInAnyOrder("phone", "birthday", "country", "stage"));
        assertThat(customers()).hasSize(1);
    }

    @Test
    void ownerOrTeamThatDoesNotExistIsLeftOutWithAWarning() {
        var ended = imported("name,owner,team,tags\nAnn,nobody,none,@@\n", "COMPLETED");

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(rows(ended, "warned=true"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("warnings")
                                .valueStream()
                                .map(warning -> warning.get("field").asString()))
                        .containsExactly("owner", "team"));
        assertThat(customers())
                .singleElement()
                .satisfies(ann -> assertThat(ann.has("owner")).isFalse());
    }

    @Test
    void rowThatIdentifiesNobodyIsInvalid() {
        var ended = imported("name,city,tags\n,York,@@\n", "COMPLETED_WITH_ERRORS");

        assertThat(ended.at("/counts/invalid").asInt()).isEqualTo(1);
        assertThat(customers()).isEmpty();
    }

    @Test
    void exportThatWasEditedChangesCustomersByTheirIds() {
        imported("name,email,tags\nAnn Lee,ann-@@@example.org,@@\nBob Ray,bob-@@@example.org,@@\n", "COMPLETED");
        var export = client.api()
                .file("/api/customers/export?tag=" + tag)
                .expect(200)
                .text();
        assertThat(export).contains("Ann Lee");

        var back = imported(export, "COMPLETED");
        var edited = imported(export.replace("Ann Lee", "Ann Lee-Ray"), "COMPLETED");

        assertThat(back.at("/counts/duplicates").asInt()).isEqualTo(2);
        assertThat(edited.at("/counts/updated").asInt()).isEqualTo(1);
        assertThat(edited.at("/counts/duplicates").asInt()).isEqualTo(1);
        assertThat(customers().stream().map(one -> one.at("/name/legal").asString()))
                .containsExactlyInAnyOrder("Ann Lee-Ray", "Bob Ray");
    }

    @Test
    void orderOfDatesThatNothingProvesIsAskedFor() {
        var file = "name,birthday,tags\nAnn,03/04/1980,@@\n";
        var id = client.uploaded(tagged(file));
        assertThat(client.show(id).at("/reading/dateOrderNeeded").asBoolean()).isTrue();

        configure(id, "{\"dateOrder\": \"DAY_FIRST\"}", 200);
        client.after(id, "validate", "VALIDATED");
        client.after(id, "start", "COMPLETED");

        assertThat(client.show(id).at("/reading/dateOrderNeeded").asBoolean()).isFalse();
        assertThat(customers().getFirst().get("birthDate").asString()).isEqualTo("1980-04-03");
    }

    @Test
    void fileIsReadAnewInTheEncodingThatIsChosen() {
        var id = client.upload(tagged("имя,email,tags\nПётр,petr-@@@example.org,@@\n")
                        .getBytes(Charset.forName("windows-1251")))
                .expect(201)
                .id();

        configure(id, "{\"encoding\": \"windows-1251\"}", 200);
        assertThat(client.show(id).at("/columns/0").asString()).isEqualTo("имя");
        var mapping = """
                {"columns": [{"column": "имя", "field": "name.given"}, {"column": "email", "field": "email"},
                             {"column": "tags", "field": "tags"}]}""";
        client.api()
                .send(HttpMethod.PUT, ImportClient.PATH + "/" + id + "/mapping", client.version(id), mapping)
                .expect(200);
        client.after(id, "validate", "VALIDATED");
        client.after(id, "start", "COMPLETED");

        assertThat(customers().getFirst().at("/name/given").asString()).isEqualTo("Пётр");
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        var id = client.uploaded("name\nAnn\n");

        configure(id, "{\"encoding\": \"EBCDIC\"}", 422);
        configure(id, "{\"separator\": \"dot\"}", 422);
        configure(id, "{\"zone\": \"Mars/Base\"}", 422);
        configure(id, "{\"defaultRegion\": \"Germany\"}", 422);
        configure(id, "{\"separator\": \"semicolon\", \"zone\": \"Europe/Berlin\"}", 200);
        assertThat(client.upload("name\n".getBytes(UTF_8), "?encoding=EBCDIC")
                        .expect(422)
                        .field())
                .isEqualTo("encoding");
    }

    @Test
    void severalColumnsMayFillOneFieldAndOneColumnOnlyOne() {
        var id = client.uploaded("a,b\n1,2\n");
        var place = ImportClient.PATH + "/" + id + "/mapping";
        var both = "{\"columns\": [{\"column\": \"a\", \"field\": \"%s\"}, {\"column\": \"%s\", \"field\": \"tags\"}]}";

        client.api()
                .send(HttpMethod.PUT, place, client.version(id), both.formatted("tags", "b"))
                .expect(200);
        client.api()
                .send(HttpMethod.PUT, place, client.version(id), both.formatted("city", "a"))
                .expect(422);
    }

    @Test
    void sameKeyWithAnotherFileIsRefused() {
        var key = Api.key();
        var first = client.upload("name\nAnn\n".getBytes(UTF_8), "?system=shop", key)
                .expect(201);

        var again = client.upload("name\nAnn\n".getBytes(UTF_8), "?system=shop", key);
        var other = client.upload("name\nBob\n".getBytes(UTF_8), "?system=shop", key);
        var elsewhere = client.upload("name\nAnn\n".getBytes(UTF_8), "?system=fair", key);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.replayed()).isTrue();
        assertThat(other.expect(422).slug()).isEqualTo("key-reused");
        assertThat(elsewhere.expect(422).slug()).isEqualTo("key-reused");
    }

    @Test
    void importsAreListedNewestFirst() {
        var system = "list-" + tag;
        var first = client.upload("name\nAnn\n".getBytes(UTF_8), "?system=" + system)
                .id();
        var second = client.upload("name\nBob\n".getBytes(UTF_8), "?system=" + system)
                .id();
        client.after(second, "validate", "VALIDATED");

        assertThat(listed("system=" + system)).containsExactly(second, first);
        assertThat(listed("system=" + system + "&state=UPLOADED")).containsExactly(first);
        assertThat(listed("system=" + system + "&limit=1")).containsExactly(second);
        client.api().get(ImportClient.PATH + "?state=NONE").expect(400);
    }

    @Test
    void listOfImportsIsServedByIndexes(@Autowired MongoDatabase database) {
        ListIndexes.check(database.getCollection("imports", BsonDocument.class), Imports.LIST, List.of());
    }

    private Stream<String> listed(String filter) {
        return client.api()
                .get(ImportClient.PATH + "?" + filter)
                .expect(200)
                .body()
                .get("items")
                .valueStream()
                .map(one -> one.get("id").asString());
    }

    @CanIgnoreReturnValue
    private JsonNode imported(String file, String state) {
        return imported(file, state, "{}");
    }

    @CanIgnoreReturnValue
    private JsonNode imported(String file, String state, String settings) {
        var id = client.uploaded(tagged(file));
        configure(id, settings, 200);
        var validated = client.after(id, "validate", "VALIDATED");
        var ended = client.after(id, "start", state);
        assertThat(ended.get("counts")).isEqualTo(validated.get("counts"));
        return ended;
    }

    private String tagged(String file) {
        return file.replace("@@", tag);
    }

    private void configure(String id, String settings, int status) {
        client.api()
                .send(HttpMethod.PUT, ImportClient.PATH + "/" + id + "/settings", client.version(id), settings)
                .expect(status);
    }

    private Stream<JsonNode> rows(JsonNode batch, String filter) {
        return client.api()
                .get(ImportClient.PATH + "/" + batch.get("id").asString() + "/rows?" + filter)
                .expect(200)
                .body()
                .get("items")
                .valueStream();
    }

    private List<JsonNode> customers() {
        return client.api()
                .get("/api/customers?tag=" + tag)
                .expect(200)
                .body()
                .get("items")
                .valueStream()
                .toList();
    }
}
