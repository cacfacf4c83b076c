package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.testing.ListIndexes;
import io.crmesh.platform.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

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

    private CustomerClient.Answer registered(String name, String more) {
        return service.register("{\"kind\": \"PERSON\", \"name\": {\"legal\": \"%s\"}, \"tags\": [\"%s\"]%s}"
                        .formatted(name, tag, more))
                .expect(201);
    }

    private List<String> found(String query) {
        var items = service.get("/api/customers?" + query).expect(200).body().get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
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
    @CsvSource({
        "number=381-204-7765, 422",
        "email=nobody, 422",
        "phone=1, 422",
        "stage=NONE, 400",
        "sort=password, 400",
        "sort=id, 400",
        "unknown=x, 400"
    })
    void invalidQueryIsRefused(String query, int status) {
        var answer = service.get("/api/customers?" + query);

        assertThat(answer.status()).isEqualTo(status);
    }
}
