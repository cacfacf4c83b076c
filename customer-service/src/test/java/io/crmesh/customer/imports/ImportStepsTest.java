package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

/** Imports that are stopped or whose process dies between any two steps. */
@ServiceTest
class ImportStepsTest {

    private Importing importing;
    private String tag;

    @BeforeEach
    void halt(@Autowired ApplicationContext service) {
        importing = new Importing(service);
        tag = Api.key().substring(0, 8);
    }

    @AfterEach
    void goOn() {
        importing.halt();
        importing.goOn();
    }

    @Test
    void aRunThatDiedBeforeItsBlockWasSaidDoublesNothing() throws InterruptedException {
        var id = importing.validated(Importing.customers(1200, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);

        var killed = importing.claim();
        importing.oneBlock(killed);
        importing.oneBlock(killed);
        var between = importing.show(id);
        importing.abandon(killed);
        importing.goOn();

        var ended = importing.ended(id, "COMPLETED");
        assertThat(between.at("/work/line").asInt()).isEqualTo(501);
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1200);
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(1200);
        var rows = importing.api().get(Importing.PATH + "/" + id + "/rows?lineMax=500&limit=200&result=CREATED");
        assertThat(rows.body().get("items").valueStream())
                .hasSize(200)
                .allSatisfy(row -> assertThat(row.get("version").asInt()).isEqualTo(1));
        var customer = rows.body().at("/items/0/customer").asString();
        assertThat(importing.api().get("/api/customers/" + customer).etag()).isEqualTo("\"1\"");
    }

    @Test
    void aRunThatDiedJustBeforeItsEndIsEndedOnce() throws InterruptedException {
        var id = importing.validated(Importing.customers(3, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);

        var killed = importing.claim();
        importing.oneBlock(killed);
        importing.oneBlock(killed);
        importing.abandon(killed);
        importing.goOn();

        var ended = importing.ended(id, "COMPLETED");
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(3);
        assertThat(importing.api().get(Importing.PATH + "/" + id).etag()).isEqualTo("\"6\"");
        assertThat(importing.there(tag)).isEqualTo(3);
    }

    @Test
    void aReversalThatDiedGoesOnAndKeepsWhatChangedMeanwhile() throws InterruptedException {
        var id = importing.validated(Importing.customers(700, tag));
        importing.after(id, "start", "COMPLETED");
        var last = importing
                .api()
                .get(Importing.PATH + "/" + id + "/rows?lineMin=701")
                .body()
                .at("/items/0/customer")
                .asString();
        importing.halt();
        importing.ask(id, "reversal").expect(202);

        var killed = importing.claim();
        importing.oneBlock(killed);
        var between = importing.show(id);
        importing.oneBlock(killed);
        importing
                .api()
                .send(HttpMethod.PATCH, "/api/customers/" + last, "\"1\"", "{\"jobTitle\": \"Baker\"}")
                .expect(200);
        importing.abandon(killed);
        importing.goOn();

        var ended = importing.ended(id, "PARTIALLY_REVERTED");
        assertThat(between.at("/counts/reverted").asInt()).isEqualTo(500);
        assertThat(between.at("/work/line").asInt()).isEqualTo(501);
        assertThat(ended.at("/counts/reverted").asInt()).isEqualTo(699);
        assertThat(ended.at("/counts/kept").asInt()).isEqualTo(1);
        assertThat(importing.there(tag)).isEqualTo(1);
        importing.api().get("/api/customers/" + last).expect(200);
    }

    @Test
    void aCancelledRunTakesNoFurtherBlockAndCanBeTakenBack() throws InterruptedException {
        var id = importing.validated(Importing.customers(1200, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);
        var running = importing.claim();
        importing.oneBlock(running);

        importing.ask(id, "cancellation").expect(202);
        var asked = importing.show(id);
        importing.abandon(running);
        importing.goOn();

        var ended = importing.ended(id, "FAILED");
        assertThat(asked.at("/work/cancelled").asBoolean()).isTrue();
        assertThat(ended.get("failure").asString()).isEqualTo("CANCELLED");
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(500);
        assertThat(importing.there(tag)).isEqualTo(500);
        var reverted = importing.after(id, "reversal", "REVERTED");
        assertThat(reverted.at("/counts/reverted").asInt()).isEqualTo(500);
        assertThat(importing.there(tag)).isZero();
    }

    @Test
    void whatIsCancelledBeforeItBeganCanBeStartedAgain() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);

        importing.ask(id, "cancellation").expect(202);
        importing.goOn();

        importing.ended(id, "VALIDATED");
        assertThat(importing.there(tag)).isZero();
        importing.after(id, "start", "COMPLETED");
        assertThat(importing.there(tag)).isEqualTo(2);
    }

    @Test
    void oneThingIsDoneAtATime() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);

        assertThat(importing.ask(id, "validation").expect(409).slug()).isEqualTo("import-busy");
        importing.goOn();
        importing.ended(id, "COMPLETED");
    }
}
