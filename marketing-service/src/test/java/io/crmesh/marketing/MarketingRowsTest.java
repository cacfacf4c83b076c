package io.crmesh.marketing;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerEvents;
import io.crmesh.platform.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who sees the runs and deliveries of a customer: Anna owns the customer; Bob is in her team, Eve in another one. */
class MarketingRowsTest extends MarketingTest {

    private final String customer = newId("cus_");
    private CustomerEvents customers;
    private Api admin;
    private Api anna;
    private Api bob;
    private Api eve;

    @BeforeEach
    void sellers(@Autowired List<EventConsumer> consumers) {
        customers = CustomerEvents.to(consumers, "marketing.profiles");
        admin = new Api(http);
        anna = admin.as(TestIssuer.member("south", "anna", "SALES"));
        bob = admin.as(TestIssuer.member("south", "bob", "SALES"));
        eve = admin.as(TestIssuer.member("north", "eve", "SALES"));
    }

    @Test
    void newOwnerSeesEarlierRunsAndDeliveries() {
        customers.registered(customer, "anna", "south");
        var thanked = thankedFor(placedOnce());
        var before = admin.get("/api/runs/" + thanked.run).etag();

        assertThat(customers.handedOver(customer, 3, "zoe", "west")).isEqualTo(Outcome.GAP);
        assertSees(anna, thanked);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.APPLIED);
        assertThat(customers.registered(customer, "anna", "south")).isEqualTo(Outcome.DUPLICATE);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.DUPLICATE);

        assertSees(eve, thanked);
        assertSeesNothing(anna, thanked);
        assertSeesNothing(bob, thanked);
        assertThat(admin.get("/api/runs/" + thanked.run).etag()).isEqualTo(before);
    }

    /** The order's event may arrive before that of the registration. */
    @Test
    void runsBeforeRegistrationGoToOwnerOfRegistration() {
        var thanked = thankedFor(placedOnce());
        assertSeesNothing(anna, thanked);
        assertSees(admin, thanked);

        customers.registered(customer, "anna", "south");

        assertSees(anna, thanked);
        assertSeesNothing(eve, thanked);
    }

    /** The run is decided before the owner changes and created while the owner changes. */
    @Test
    void runCreatedDuringOwnerChangeGoesToNewOwner() {
        customers.registered(customer, "anna", "south");
        var automation = enabledAt(1, "ONCE");
        customers.follower().polled();
        var handedOver = TestEvents.event("customers", customer, 2, customer, "customer.owner-changed", """
                {"owner": "eve", "team": "north"}""");

        var outcomes = customers
                .follower()
                .applyAll(List.of(placed(customer, newId("ord_"), "1.00"), handedOver), InTrace.HERE);

        assertThat(outcomes).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
        var thanked = thankedFor(automation);
        await().untilAsserted(() -> assertSees(eve, thanked));
        assertSeesNothing(anna, thanked);
    }

    /** The process was killed between writing the profile and its records: the event is delivered again. */
    @Test
    void redeliveredOwnerChangeCompletesInterruptedOne(@Autowired MongoDatabase database) {
        customers.registered(customer, "anna", "south");
        var thanked = thankedFor(placedOnce());
        customers.handedOver(customer, 2, "eve", "north");
        for (var records : List.of("runs", "deliveries")) {
            var theirs = new Document("access.customer", customer);
            // Until their events are published, the outbox relay writes the owner, too.
            await().untilAsserted(() -> assertThat(
                            database.getCollection(records).find(theirs).first())
                    .doesNotContainKey("pending"));
            assertThat(database.getCollection(records)
                            .updateOne(
                                    theirs,
                                    new Document(
                                            "$set",
                                            new Document("access.owner", "anna").append("access.team", "south")))
                            .getModifiedCount())
                    .isEqualTo(1);
        }
        eve.get("/api/runs/" + thanked.run).expect(404);

        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.DUPLICATE);

        assertSees(eve, thanked);
        assertSeesNothing(anna, thanked);
    }

    @Test
    void erasedCustomerKeepsOwner() {
        customers.registered(customer, "anna", "south");
        customers.event(customer, 2, "customer.erased", "{}");

        anna.get("/api/profiles/" + customer).expect(200);
        eve.get("/api/profiles/" + customer).expect(404);
    }

    @Test
    void recordsAboutNoCustomerAreVisibleToAllReaders() {
        var automation = enabledAt(1, "ONCE");
        var testMail = admin.post("/api/automations/" + automation + "/test-send", "{}")
                .expect(202);

        eve.get("/api/automations/" + automation).expect(200);
        eve.get("/api/automations/" + automation + "/history").expect(200);
        eve.get("/api/automations/stop").expect(200);
        eve.get("/api/deliveries/" + testMail.id()).expect(200);
        assertThat(ids(eve, "/api/automations?limit=200")).contains(automation);
        admin.as(TestIssuer.member("south", "sam", "AGENT"))
                .get("/api/automations/" + automation)
                .expect(403);
    }

    /** The run and the message of an automation for the customer. */
    private record Thanked(String automation, String run, String message) {}

    /** The customer buys for the first time while an enabled automation waits for that. */
    private String placedOnce() {
        var automation = enabledAt(1, "ONCE");
        customers.follower().polled();
        assertThat(customers.follower().apply(placed(customer, newId("ord_"), "1.00")))
                .isEqualTo(Outcome.APPLIED);
        return automation;
    }

    private Thanked thankedFor(String automation) {
        var runs = "/api/runs?state=COMPLETED&automation=" + automation;
        await().atMost(Duration.ofSeconds(30)).until(() -> ids(admin, runs).size() == 1);
        var messages = ids(admin, "/api/deliveries?automation=" + automation);
        assertThat(messages).hasSize(1);
        return new Thanked(automation, ids(admin, runs).getFirst(), messages.getFirst());
    }

    private void assertSees(Api reader, Thanked thanked) {
        reader.get("/api/profiles/" + customer).expect(200);
        var why = reader.get(why(thanked)).expect(200).body();
        assertThat(why.path("answer").asString()).isEqualTo("SENT");
        assertThat(why.path("messages")).hasSize(1);
        preview(reader, thanked).expect(200);
        reader.get("/api/runs/" + thanked.run).expect(200);
        reader.get("/api/deliveries/" + thanked.message).expect(200);
        assertThat(ids(reader, "/api/runs?automation=" + thanked.automation)).containsExactly(thanked.run);
        assertThat(ids(reader, "/api/deliveries?customer=" + customer + "&sort=queuedAt"))
                .containsExactly(thanked.message);
        assertThat(counted(reader, thanked)).isEqualTo(1);
    }

    private void assertSeesNothing(Api reader, Thanked thanked) {
        reader.get("/api/profiles/" + customer).expect(404);
        reader.get(why(thanked)).expect(404);
        preview(reader, thanked).expect(404);
        reader.get("/api/runs/" + thanked.run).expect(404);
        reader.get("/api/deliveries/" + thanked.message).expect(404);
        assertThat(ids(reader, "/api/runs?automation=" + thanked.automation)).isEmpty();
        assertThat(ids(reader, "/api/deliveries?customer=" + customer + "&sort=queuedAt"))
                .isEmpty();
        assertThat(counted(reader, thanked)).isZero();
    }

    private String why(Thanked thanked) {
        return "/api/automations/" + thanked.automation + "/why/" + customer;
    }

    private Api.Answer preview(Api reader, Thanked thanked) {
        return reader.post("/api/automations/" + thanked.automation + "/preview", """
                {"customer": "%s"}""".formatted(customer));
    }

    private static long counted(Api reader, Thanked thanked) {
        var listed = reader.get("/api/deliveries?count=true&automation=" + thanked.automation)
                .expect(200)
                .body();
        var counts = reader.get("/api/deliveries/counts?automation=" + thanked.automation)
                .expect(200)
                .body();
        var all = counts.valueStream().mapToLong(count -> count.asLong()).sum();
        assertThat(listed.get("count").asString()).isEqualTo(Long.toString(all));
        return all;
    }

    private static List<String> ids(Api reader, String path) {
        var items = reader.get(path).expect(200).body().get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
    }
}
