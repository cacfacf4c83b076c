package io.crmesh.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerEvents;
import io.crmesh.platform.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Whose is what was said: Anna looks after the customer; Bob sells in her team, Eve in another one. */
class InteractionOwnershipTest extends InteractionServiceTest {

    private static final String PATH = "/api/interactions";

    private final String customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
    private CustomerEvents customers;
    private Api admin;
    private Api anna;
    private Api bob;
    private Api eve;

    @BeforeEach
    void annaHasACustomer(@Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        admin = new Api(mvc);
        anna = admin.as(TestIssuer.member("south", "anna", "SALES"));
        bob = admin.as(TestIssuer.member("south", "bob", "SALES"));
        eve = admin.as(TestIssuer.member("north", "eve", "SALES"));
        customers = CustomerEvents.to(consumers, "interactions.customers");
        customers.registered(customer, "anna", "south");
    }

    @Test
    void customerOutOfSightIsRefusedLikeAnUnknownOne() {
        var nobody = record(eve, "cus_unknown" + customer.substring(11)).expect(422);

        assertThat(recordedBy(eve).expect(422).body().get("errors"))
                .isEqualTo(nobody.body().get("errors"));
        customers.event(customer, 2, "customer.erased", "{}");
        assertThat(recordedBy(eve).expect(422).body().get("errors"))
                .isEqualTo(nobody.body().get("errors"));
    }

    @Test
    void externalIdFindsOnlyInteractionsOfVisibleCustomers() {
        var external = Api.key();
        var mail = admin.post(PATH, """
                        {"customerId": "%s", "channel": "EMAIL", "direction": "INBOUND",
                         "externalId": {"system": "mail", "id": "%s"}}""".formatted(customer, external)).expect(201);
        var question = PATH + "?externalSystem=mail&externalId=" + external;

        assertThat(bob.get(question).expect(200).body().at("/items/0/id").asString())
                .isEqualTo(mail.id());
        assertThat(eve.get(question).expect(200).body().get("items")).isEmpty();
    }

    /** A process died between the customer's row and what was said: the event comes again. */
    @Test
    void ownerChangeCutOffByAKilledProcessIsCompletedOnRedelivery(@Autowired MongoDatabase database) {
        var call = recordedBy(anna).id();
        var interactions = database.getCollection("interactions");
        // Until its event is out, the relay looks after the access, too.
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
    void erasureDestroysThePersonsKeyAgainOnRedelivery(@Autowired MongoDatabase database) {
        var call = admin.post(PATH, """
                        {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND", "subject": "Subjectbird",
                         "content": "Contentbird", "outcome": {"code": "INTERESTED", "note": "Notebird"}}""".formatted(customer)).expect(201).id();
        var keys = database.getCollection("person-keys");
        var key =
                Objects.requireNonNull(keys.find(new Document("_id", customer)).first());
        var receipt = "/internal/erasures/" + customer;
        var owner = admin.as(TestIssuer.signed(TestIssuer.claims("customer-service", "SERVICE")
                .claim("scope", "events:read")
                .build()));
        owner.get(receipt).expect(404);

        assertThat(customers.event(customer, 2, "customer.erased", "{}")).isEqualTo(Outcome.APPLIED);

        assertThat(keys.find(new Document("_id", customer)).first()).doesNotContainKey("key");
        var erasedAt = owner.get(receipt).expect(200).body().get("erasedAt").asString();
        for (var way : List.of(
                "/" + call,
                "/" + call + "/history",
                "/" + call + "?asOf=" + Instant.now(),
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

        // A process died between the customer's row and the key, or a copy of before was restored: the event comes
        // again.
        var _ = keys.replaceOne(new Document("_id", customer), key);
        assertThat(customers.event(customer, 2, "customer.erased", "{}")).isEqualTo(Outcome.DUPLICATE);
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
}
