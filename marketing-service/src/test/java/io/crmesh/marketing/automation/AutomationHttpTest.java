package io.crmesh.marketing.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.crmesh.marketing.MarketingTest;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ListIndexes;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class AutomationHttpTest extends MarketingTest {

    private static final String GOOD = thanks(3, "ONCE", "Hello");

    @Test
    void automationPassesThroughAllStages() {
        var created = post("/api/automations", GOOD);
        var path = "/api/automations/" + json(created).path("id").asString();

        assertThat(created).hasStatus(201).hasHeader("ETag", "\"1\"");
        assertThat(postOn(path + "/pause", 1)).hasStatus(409).bodyText().contains("DRAFT");
        assertThat(postOn(path + "/enable", 7)).hasStatus(412);
        assertThat(postOn(path + "/enable", 1)).hasStatusOk();
        var edited = put(path, 2, thanks(4, "ONCE", "Hello again"));
        assertThat(json(edited).path("version").asInt()).isEqualTo(2);
        assertThat(json(edited).path("enabled")).hasSize(2);
        assertThat(postOn(path + "/pause", 3)).hasStatusOk();
        assertThat(postOn(path + "/retire", 4)).hasStatusOk();
        assertThat(postOn(path + "/enable", 5)).hasStatus(409);
        var history = json(get(path + "/history")).path("items");
        assertThat(history).hasSize(5);
        assertThat(history.path(4).path("type").asString()).isEqualTo("automation.created");
        assertThat(json(get("/api/automations?state=RETIRED")).path("items")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            order.placed        | order.eaten      | trigger
            Thank the customer  | Thank\\u200b    | name
            Thank the customer  | Thank\\nyou      | name
            orders.count        | orders.number    | condition.all[0].profile
            totals.amount       | totals.sum       | condition.all[1].event
            ">="                | "~"              | condition.all[1].is
            "0.00"              | "free"           | condition.all[1].value
            ONCE                | AFTER(soon)      | reentry
            ONCE                | AFTER(P999999999999D) | reentry
            Hello               | {{ customer.dog }} | steps[0].send.template.subject
            Order {{            | {% include 'x' %} {{ | steps[0].send.template.text
            "send": {           | "wait": "P1D", "send": { | steps[0].wait
            """)
    void invalidDefinitionIsRefusedWithPathOfField(String good, String bad, String field) {
        assertThat(GOOD).contains(good);

        var refused = post("/api/automations", GOOD.replace(good, bad));

        assertThat(refused).hasStatus(422);
        assertThat(json(refused).path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void exportHasOneLinePerAutomationOfTheList() {
        var id = json(post("/api/automations", GOOD.replace("Thank the customer", "Exported")))
                .path("id")
                .asString();

        var file = new Api(http)
                .file("/api/automations/export?state=DRAFT&trigger=order.placed")
                .expect(200);

        assertThat(file.text().lines())
                .startsWith("\ufeffid,name,trigger,state,version")
                .contains(id + ",Exported,order.placed,DRAFT,1");
    }

    @Test
    void declaredIndexesServeEveryFilterAndOrder(@Autowired MongoDatabase database) {
        ListIndexes.check(
                database.getCollection("automations", BsonDocument.class),
                AutomationList.LIST,
                Automations.TYPE.scopes());
    }
}
