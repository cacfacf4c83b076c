package io.crmesh.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerFacts;
import io.crmesh.platform.testing.TestIssuer;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/**
 * Whose tickets are whose: Anna looks after the customer, and Bob sells in her team, Eve in another one. Sam helps the
 * customers of Anna's team, Nick those of Eve's.
 */
class TicketRowsTest extends TicketServiceTest {

    private static final String PATH = "/api/tickets";

    private final String customer = "cus_" + Api.key().replace("-", "").substring(0, 26);
    private CustomerFacts customers;
    private Api admin;
    private Api anna;
    private Api bob;
    private Api eve;
    private Api sam;
    private Api nick;

    @BeforeEach
    void annaHasACustomer(@Autowired MockMvcTester mvc, @Autowired List<FactConsumer> consumers) {
        admin = new Api(mvc);
        anna = admin.as(TestIssuer.member("south", "anna", "SALES"));
        bob = admin.as(TestIssuer.member("south", "bob", "SALES"));
        eve = admin.as(TestIssuer.member("north", "eve", "SALES"));
        sam = admin.as(TestIssuer.member("south", "sam", "AGENT"));
        nick = admin.as(TestIssuer.member("north", "nick", "AGENT"));
        customers = CustomerFacts.to(consumers, "tickets.customers");
        customers.registered(customer, "anna", "south");
    }

    @Test
    void whoMayNotOpenATicketIsToldWhatTheyLack() {
        assertThat(openedBy(nick).expect(403).text()).contains("tickets:write");

        assertThat(ids(admin, "")).isEmpty();
    }

    @Test
    void whatNobodyLooksAfterIsForThoseWhoSeeAll() {
        customers.fact(customer, 2, "customer.owner-changed", "{}");
        openedBy(sam).expect(403);
        var ticket = openedBy(admin).expect(201).id();

        anna.get(PATH + "/" + ticket).expect(404);
        sam.get(PATH + "/" + ticket).expect(200);
    }

    @Test
    void whoGetsTheCustomerGetsWhatThereIs() {
        var ticket = openedBy(sam);
        var openedAt = anna.get(PATH + "/" + ticket.id() + "/history")
                .body()
                .at("/items/0/recordedAt")
                .asString();

        assertThat(customers.handedOver(customer, 3, "zoe", "west")).isEqualTo(Outcome.GAP);
        anna.get(PATH + "/" + ticket.id()).expect(200);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.APPLIED);
        assertThat(customers.registered(customer, "anna", "south")).isEqualTo(Outcome.DUPLICATE);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.DUPLICATE);

        for (var what : List.of("", "/history", "?asOf=" + openedAt)) {
            anna.get(PATH + "/" + ticket.id() + what).expect(404);
            bob.get(PATH + "/" + ticket.id() + what).expect(404);
            eve.get(PATH + "/" + ticket.id() + what).expect(200);
        }
        assertThat(ids(anna, "")).isEmpty();
        assertThat(counted(eve)).isEqualTo("1");
        assertThat(eve.get(PATH + "/" + ticket.id()).etag()).isEqualTo(ticket.etag());
        openedBy(sam).expect(403);
        openedBy(nick).expect(201);
    }

    /** Another process took the fact: this one still remembers Anna. */
    @Test
    void whatIsOpenedWhileTheOwnerChangesGoesToTheNewOne(@Autowired MongoDatabase database) {
        openedBy(sam).expect(201);
        var row = new Document(
                "$set", new Document("seq", 2L).append("owner", "eve").append("team", "north"));
        assertThat(database.getCollection("customers")
                        .updateOne(new Document("_id", customer), row)
                        .getModifiedCount())
                .isEqualTo(1);

        var ticket = openedBy(sam).expect(201).id();

        await().untilAsserted(() -> eve.get(PATH + "/" + ticket).expect(200));
        anna.get(PATH + "/" + ticket).expect(404);
    }

    @Test
    void aCustomerWhoseFactsHaveNotArrivedIsAskedForOnce() {
        var asked = CUSTOMERS.asked();
        openedBy(sam).expect(201);
        assertThat(CUSTOMERS.asked()).isEqualTo(asked);

        var fresh = "cus_new" + customer.substring(7);
        var theirs = admin.as(TestIssuer.member("team_south", "tom", "AGENT"));
        open(theirs, fresh).expect(201);
        open(theirs, fresh).expect(201);
        open(sam, fresh).expect(403);
        assertThat(CUSTOMERS.asked()).isEqualTo(asked + 1);
    }

    @Test
    void nobodyNeedsNothing() {
        assertThat(open(admin, "cus_unknown" + customer.substring(11))
                        .expect(422)
                        .field())
                .isEqualTo("customerId");
        assertThat(open(admin, "cus_gone" + customer.substring(8)).expect(422).field())
                .isEqualTo("customerId");
        open(admin, "cus_broken" + customer.substring(10)).expect(503);

        customers.fact(customer, 2, "customer.erased", "{}");
        assertThat(openedBy(admin).expect(422).field()).isEqualTo("customerId");
    }

    @Test
    void whatSomebodyNeededWhoIsErasedIsReadByNobody() {
        var ticket = openedBy(sam).expect(201).id();

        customers.fact(customer, 2, "customer.erased", "{}");

        for (var way : List.of(
                "/" + ticket,
                "/" + ticket + "/history",
                "/" + ticket + "?asOf=2100-01-01T00:00:00Z",
                "?customerId=" + customer)) {
            assertThat(admin.get(PATH + way).expect(200).text())
                    .contains("QUESTION")
                    .doesNotContain("Where is it?");
        }
        assertThat(admin.file(PATH + "/export?customerId=" + customer)
                        .expect(200)
                        .text())
                .contains(ticket)
                .doesNotContain("Where is it?");
    }

    private Api.Answer openedBy(Api caller) {
        return open(caller, customer);
    }

    private static Api.Answer open(Api caller, String about) {
        return caller.post(PATH, """
                {"customerId": "%s", "type": "QUESTION", "needDescription": "Where is it?"}""".formatted(about));
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
