package io.crmesh.customer.imports.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

/** Imports that are stopped, or whose process is killed, between any two steps. */
@ServiceTest
class ImportRestartTest {

    private ImportClient client;
    private String tag;

    @BeforeEach
    void halt(@Autowired ApplicationContext service) {
        client = new ImportClient(service);
        tag = Api.key().substring(0, 8);
    }

    @AfterEach
    void startDispatcher() {
        client.stopDispatcher();
        client.startDispatcher();
    }

    @Test
    void runKilledBeforeItSavedProgressImportsNoRowTwice() throws InterruptedException {
        var id = client.validated(ImportClient.customers(1200, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);

        var killed = client.claim();
        client.runOneBlock(killed);
        client.runOneBlock(killed);
        var between = client.show(id);
        client.expireLease(killed);
        client.startDispatcher();

        var ended = client.ended(id, "COMPLETED");
        assertThat(between.at("/work/line").asInt()).isEqualTo(501);
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1200);
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(1200);
        var rows = client.api().get(ImportClient.PATH + "/" + id + "/rows?lineMax=500&limit=200&result=CREATED");
        assertThat(rows.body().get("items").valueStream())
                .hasSize(200)
                .allSatisfy(row -> assertThat(row.get("version").asInt()).isEqualTo(1));
        var customer = rows.body().at("/items/0/customer").asString();
        assertThat(client.api().get("/api/customers/" + customer).etag()).isEqualTo("\"1\"");
    }

    @Test
    void rowThatChangedNothingDoesNotWinOverLaterOneAfterKill() throws InterruptedException {
        var columns = "externalId,name,jobTitle,tags\n";
        client.after(client.validated(columns + "1-@,Ann,Baker,@\n".replace("@", tag)), "start", "COMPLETED");
        var id = client.validated(columns + "1-@,Ann,Baker,@\n1-@,Ann,Cook,@\n".replace("@", tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);

        var killed = client.claim();
        client.runOneBlock(killed);
        client.runOneBlock(killed);
        client.expireLease(killed);
        client.startDispatcher();

        var ended = client.ended(id, "COMPLETED");
        assertThat(ended.at("/counts/duplicates").asInt()).isEqualTo(1);
        assertThat(ended.at("/counts/updated").asInt()).isEqualTo(1);
        var customer = client.rows(id).at("/0/customer").asString();
        assertThat(client.api()
                        .get("/api/customers/" + customer)
                        .body()
                        .get("jobTitle")
                        .asString())
                .isEqualTo("Cook");
    }

    @Test
    void outageHoweverLongDoesNotFailTheImport() {
        var id = client.validated(ImportClient.customers(3, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);

        for (int tries = 0; tries < 20; tries++) {
            client.fail(client.claim(), new MongoTimeoutException("away"));
        }
        client.startDispatcher();

        client.ended(id, "COMPLETED");
    }

    @Test
    void validationKilledBetweenRowsOfOneCustomerCountsThatCustomerOnce() throws InterruptedException {
        var file = new StringBuilder("name,email,tags\n");
        for (int row = 0; row < 1200; row++) {
            file.append("Ann %d,ann-%d-%s@example.org,%s%n".formatted(row % 600, row % 600, tag, tag));
        }
        var id = client.uploaded(file.toString());
        client.stopDispatcher();
        client.request(id, "validate").expect(202);

        var killed = client.claim();
        client.runOneBlock(killed);
        client.expireLease(killed);
        client.startDispatcher();

        var ended = client.ended(id, "VALIDATED");
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(600);
        assertThat(ended.at("/counts/duplicates").asInt()).isEqualTo(600);
    }

    @Test
    void runKilledJustBeforeItsEndEndsOnce() throws InterruptedException {
        var id = client.validated(ImportClient.customers(3, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);

        var killed = client.claim();
        client.runOneBlock(killed);
        client.runOneBlock(killed);
        client.expireLease(killed);
        client.startDispatcher();

        var ended = client.ended(id, "COMPLETED");
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(3);
        assertThat(client.api().get(ImportClient.PATH + "/" + id).etag()).isEqualTo("\"6\"");
        assertThat(client.countCustomers(tag)).isEqualTo(3);
    }

    @Test
    void killedReversalGoesOnAndKeepsCustomerChangedMeanwhile() throws InterruptedException {
        var id = client.validated(ImportClient.customers(700, tag));
        client.after(id, "start", "COMPLETED");
        var last = client.api()
                .get(ImportClient.PATH + "/" + id + "/rows?lineMin=701")
                .body()
                .at("/items/0/customer")
                .asString();
        client.stopDispatcher();
        client.request(id, "revert").expect(202);

        var killed = client.claim();
        client.runOneBlock(killed);
        var between = client.show(id);
        client.runOneBlock(killed);
        client.api()
                .send(HttpMethod.PATCH, "/api/customers/" + last, "\"1\"", "{\"jobTitle\": \"Baker\"}")
                .expect(200);
        client.expireLease(killed);
        client.startDispatcher();

        var ended = client.ended(id, "PARTIALLY_REVERTED");
        assertThat(between.at("/counts/reverted").asInt()).isEqualTo(500);
        assertThat(between.at("/work/line").asInt()).isEqualTo(501);
        assertThat(ended.at("/counts/reverted").asInt()).isEqualTo(699);
        assertThat(ended.at("/counts/kept").asInt()).isEqualTo(1);
        assertThat(client.countCustomers(tag)).isEqualTo(1);
        client.api().get("/api/customers/" + last).expect(200);
    }

    @Test
    void cancelledRunImportsNoFurtherBlockAndCanBeReverted() throws InterruptedException {
        var id = client.validated(ImportClient.customers(1200, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        var running = client.claim();
        client.runOneBlock(running);

        client.request(id, "cancel").expect(202);
        var asked = client.show(id);
        client.expireLease(running);
        client.startDispatcher();

        var ended = client.ended(id, "FAILED");
        assertThat(asked.at("/work/cancelled").asBoolean()).isTrue();
        assertThat(ended.get("failure").asString()).isEqualTo("CANCELLED");
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(500);
        assertThat(client.countCustomers(tag)).isEqualTo(500);
        var reverted = client.after(id, "revert", "REVERTED");
        assertThat(reverted.at("/counts/reverted").asInt()).isEqualTo(500);
        assertThat(client.countCustomers(tag)).isZero();
    }

    @Test
    void runCancelledBeforeItBeganCanBeStartedAgain() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);

        client.request(id, "cancel").expect(202);
        client.startDispatcher();

        client.ended(id, "VALIDATED");
        assertThat(client.countCustomers(tag)).isZero();
        client.after(id, "start", "COMPLETED");
        assertThat(client.countCustomers(tag)).isEqualTo(2);
    }

    @Test
    void secondRequestIsRefusedWhileBusy() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);

        assertThat(client.request(id, "validate").expect(409).slug()).isEqualTo("import-busy");
        client.startDispatcher();
        client.ended(id, "COMPLETED");
    }
}
