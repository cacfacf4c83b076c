package io.crmesh.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerFacts;
import io.crmesh.platform.testing.TestIssuer;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** Whose is what was said: Anna looks after the customer; Bob sells in her team, Eve in another one. */
class InteractionRowsTest extends InteractionServiceTest {

    private static final String PATH = "/api/interactions";

    private final String customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
    private CustomerFacts customers;
    private Api admin;
    private Api anna;
    private Api bob;
    private Api eve;

    @BeforeEach
    void annaHasACustomer(@Autowired MockMvcTester mvc, @Autowired List<FactConsumer> consumers) {
        admin = new Api(mvc);
        anna = admin.as(TestIssuer.member("south", "anna", "SALES"));
        bob = admin.as(TestIssuer.member("south", "bob", "SALES"));
        eve = admin.as(TestIssuer.member("north", "eve", "SALES"));
        customers = CustomerFacts.to(consumers, "interactions.customers");
        customers.registered(customer, "anna", "south");
    }

    @Test
    void whoMayNotRecordWhatWasSaidIsToldWhatTheyLack() {
        assertThat(recordedBy(bob).expect(403).text()).contains("interactions:write");

        assertThat(ids(admin, "")).isEmpty();
    }

    @Test
    void aCustomerOutOfSightIsNobody() {
        var nobody = record(eve, "cus_unknown" + customer.substring(11)).expect(422);

        assertThat(recordedBy(eve).expect(422).body().get("errors"))
                .isEqualTo(nobody.body().get("errors"));
        customers.fact(customer, 2, "customer.erased", "{}");
        assertThat(recordedBy(eve).expect(422).body().get("errors"))
                .isEqualTo(nobody.body().get("errors"));
    }

    @Test
    void whatNobodyLooksAfterIsForThoseWhoSeeAll() {
        customers.fact(customer, 2, "customer.owner-changed", "{}");
        recordedBy(anna).expect(422);
        var call = recordedBy(admin).expect(201).id();

        anna.get(PATH + "/" + call).expect(404);
        admin.as(TestIssuer.member("south", "max", "AGENT"))
                .get(PATH + "/" + call)
                .expect(200);
    }

    @Test
    void whoGetsTheCustomerGetsWhatThereIs() {
        var call = recordedBy(anna);
        var recordedAt = anna.get(PATH + "/" + call.id() + "/history")
                .body()
                .at("/items/0/recordedAt")
                .asString();

        assertThat(customers.handedOver(customer, 3, "zoe", "west")).isEqualTo(Outcome.GAP);
        anna.get(PATH + "/" + call.id()).expect(200);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.APPLIED);
        assertThat(customers.registered(customer, "anna", "south")).isEqualTo(Outcome.DUPLICATE);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.DUPLICATE);

        for (var what : List.of("", "/history", "?asOf=" + recordedAt)) {
            anna.get(PATH + "/" + call.id() + what).expect(404);
            bob.get(PATH + "/" + call.id() + what).expect(404);
            eve.get(PATH + "/" + call.id() + what).expect(200);
        }
        assertThat(ids(anna, "")).isEmpty();
        assertThat(counted(eve)).isEqualTo("1");
        assertThat(eve.get(PATH + "/" + call.id()).etag()).isEqualTo(call.etag());
        recordedBy(anna).expect(422);
        recordedBy(eve).expect(201);
    }

    /** Another process took the fact: this one still remembers Anna. */
    @Test
    void whatIsRecordedWhileTheOwnerChangesGoesToTheNewOne(@Autowired MongoDatabase database) {
        recordedBy(anna).expect(201);
        var row = new Document(
                "$set", new Document("seq", 2L).append("owner", "eve").append("team", "north"));
        assertThat(database.getCollection("customers")
                        .updateOne(new Document("_id", customer), row)
                        .getModifiedCount())
                .isEqualTo(1);

        var call = recordedBy(anna).expect(201).id();

        await().untilAsserted(() -> eve.get(PATH + "/" + call).expect(200));
        anna.get(PATH + "/" + call).expect(404);
    }

    /** A process died between the customer's row and what was said: the fact comes again. */
    @Test
    void whatWasCutOffIsMadeUpForWhenTheFactComesAgain(@Autowired MongoDatabase database) {
        var call = recordedBy(anna).id();
        var interactions = database.getCollection("interactions");
        // Until its fact is out, the relay looks after the access, too.
        await().untilAsserted(() ->
                assertThat(interactions.find(new Document("_id", call)).first()).doesNotContainKey("pending"));
        customers.handedOver(customer, 2, "eve", "north");
        var stale = new Document("$set", new Document("access.owner", "anna").append("access.team", "south"));
        assertThat(interactions.updateOne(new Document("_id", call), stale).getModifiedCount())
                .isEqualTo(1);
        eve.get(PATH + "/" + call).expect(404);

        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.DUPLICATE);

        eve.get(PATH + "/" + call).expect(200);
        anna.get(PATH + "/" + call).expect(404);
    }

    @Test
    void aCustomerWhoseFactsHaveNotArrivedIsAskedForOnce() {
        var asked = CUSTOMERS.asked();
        recordedBy(anna).expect(201);
        assertThat(CUSTOMERS.asked()).isEqualTo(asked);

        var fresh = "cus_new" + customer.substring(7);
        var theirs = admin.as(TestIssuer.member("team_south", "usr_anna", "SALES"));
        record(theirs, fresh).expect(201);
        record(theirs, fresh).expect(201);
        record(anna, fresh).expect(422);
        assertThat(CUSTOMERS.asked()).isEqualTo(asked + 1);
    }

    @Test
    void nothingIsSaidWithNobody() {
        assertThat(record(admin, "cus_unknown" + customer.substring(11))
                        .expect(422)
                        .field())
                .isEqualTo("customerId");
        assertThat(record(admin, "cus_gone" + customer.substring(8)).expect(422).field())
                .isEqualTo("customerId");
        record(admin, "cus_broken" + customer.substring(10)).expect(503);

        customers.fact(customer, 2, "customer.erased", "{}");
        assertThat(recordedBy(admin).expect(422).field()).isEqualTo("customerId");
    }

    @Test
    void whatWasSaidWithSomebodyWhoIsErasedIsReadByNobody(@Autowired MongoDatabase database) {
        var call = admin.post(PATH, """
                        {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND", "subject": "Subjectbird",
                         "content": "Contentbird", "outcome": {"code": "INTERESTED", "note": "Notebird"}}""".formatted(customer)).expect(201).id();
        var keys = database.getCollection("person-keys");
        var key =
                Objects.requireNonNull(keys.find(new Document("_id", customer)).first());
        var receipt = "/internal/erasures/" + customer;
        var owner = admin.as(TestIssuer.signed(TestIssuer.claims("customer-service", "SERVICE")
                .claim("scope", "facts:read")
                .build()));
        owner.get(receipt).expect(404);

        assertThat(customers.fact(customer, 2, "customer.erased", "{}")).isEqualTo(Outcome.APPLIED);

        assertThat(keys.find(new Document("_id", customer)).first()).doesNotContainKey("key");
        var erasedAt = owner.get(receipt).expect(200).body().get("erasedAt").asString();
        for (var way : List.of(
                "/" + call,
                "/" + call + "/history",
                "/" + call + "?asOf=2100-01-01T00:00:00Z",
                "?customerId=" + customer)) {
            assertThat(admin.get(PATH + way).expect(200).text())
                    .contains("INTERESTED")
                    .doesNotContain("bird");
        }
        assertThat(admin.file(PATH + "/export?customerId=" + customer)
                        .expect(200)
                        .text())
                .contains(call)
                .doesNotContain("bird");

        // A process died between the customer's row and the key, or a copy of before was restored: the fact comes
        // again.
        var _ = keys.replaceOne(new Document("_id", customer), key);
        assertThat(customers.fact(customer, 2, "customer.erased", "{}")).isEqualTo(Outcome.DUPLICATE);
        assertThat(keys.find(new Document("_id", customer)).first()).doesNotContainKey("key");
        assertThat(erasedAt).isNotEmpty();
    }

    private Api.Answer recordedBy(Api caller) {
        return record(caller, customer);
    }

    private static Api.Answer record(Api caller, String about) {
        return caller.post(PATH, """
                {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND"}""".formatted(about));
    }

    private List<String> ids(Api caller, String more) {
        var items = list(caller, more).get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
    }

    private String counted(Api caller) {
        return list(caller, "&count=true").get("count").asString();
    }

    private JsonNode list(Api caller, String more) {
        return caller.get(PATH + "?customerId=" + customer + more).expect(200).body();
    }
}
