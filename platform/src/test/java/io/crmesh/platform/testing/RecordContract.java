package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.contracts.GoldenEvents;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Contract tests of records about customers: HTTP conventions, permissions, rows, fields, events, indexes and erasure. A
 * service joins with a test class that names its {@link Resource}. Anna owns the customer; Bob is in her team and Eve in
 * another one.
 */
public interface RecordContract {

    Resource resource();

    CustomerServiceStub customerService();

    /** Questions of the fields that seem personal and are not, with the reason. */
    default Map<String, String> fieldsThatOnlySeemPersonal() {
        return Map.of();
    }

    /** Types of events of the same owner that other tests send, with the reason. */
    default Map<String, String> eventsOfOtherTests() {
        return Map.of();
    }

    /** Adds a record that has all fields of the permission table, also in its history. */
    default String recordWithAllFields(Api api) {
        return api.post(resource().path(), resource().about(customer()))
                .expect(201)
                .id();
    }

    /** The question for the list in one of its orders. */
    default String sorted(String order) {
        return "sort=" + order;
    }

    /** The walk of rows with what the service has besides these records. */
    default RowWalk rowWalk(MockMvcTester mvc) {
        return new RowWalk(resource().service(), mvc, Map.of());
    }

    /** The walk of examples with the records that they need. */
    default ExampleWalk exampleWalk(MockMvcTester mvc) {
        return new ExampleWalk(resource().service(), mvc);
    }

    @Test
    default void recordIsCreatedOnceAndReadNowAndAsOf(@Autowired MockMvcTester mvc) {
        var api = new Api(mvc);
        var key = Api.key();
        var body = resource().about(customer());
        var path = resource().path();

        var first = api.post(path, key, body).expect(201);
        var repeated = api.post(path, key, body).expect(201);
        var reused = api.post(path, key, resource().about(customer())).expect(422);

        assertThat(first.etag()).isEqualTo("\"1\"");
        var address = path + "/" + first.id();
        assertThat(first.location()).isEqualTo(address);
        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(reused.slug()).isEqualTo("key-reused");
        assertThat(api.get(address).expect(200).body()).isEqualTo(first.body());
        var entry = api.get(address + "/history").expect(200).body().at("/items/0");
        var recordedAt = entry.get("recordedAt").asString();
        assertThat(entry.get("changes").findValuesAsString("field")).contains("customerId");
        assertThat(api.get(address + "?asOf=" + recordedAt).expect(200).body()).isEqualTo(first.body());
        api.get(path + "/none").expect(404);
        api.get(path + "?unknown=x").expect(400);
    }

    @Test
    default void pastIsAskedInTheSameWayEverywhere(@Autowired MockMvcTester mvc) {
        var api = new Api(mvc);
        var customer = customer();
        var path = resource().path();
        var made = api.post(path, resource().about(customer)).expect(201);
        var address = path + "/" + made.id();
        var list = path + "?count=true&" + resource().of(customer);
        var recordedAt =
                api.get(address + "/history").body().at("/items/0/recordedAt").asString();
        var then = recordedAt + "&knownAt=" + recordedAt;
        var before = "1999-01-01T00:00:00Z";

        for (var past : List.of("asOf=" + recordedAt, "knownAt=" + recordedAt, "asOf=" + then)) {
            assertThat(api.get(address + "?" + past).expect(200).body()).isEqualTo(made.body());
            assertThat(api.get(address + "/history?" + past).expect(200).body())
                    .isEqualTo(api.get(address + "/history").body());
            assertThat(api.get(list + "&" + past).expect(200).body())
                    .isEqualTo(api.get(list).body());
            assertThat(api.file(path + "/export?" + resource().of(customer) + "&" + past)
                            .expect(200)
                            .text())
                    .contains(made.id());
        }
        for (var past : List.of("asOf=" + before, "knownAt=" + before, "asOf=" + recordedAt + "&knownAt=" + before)) {
            api.get(address + "?" + past).expect(404);
            api.get(address + "/history?" + past).expect(404);
            assertThat(api.get(list + "&" + past).body().get("count").asString())
                    .isEqualTo("0");
        }
    }

    @Test
    default void pastThatIsNoneIsRefusedByName(@Autowired MockMvcTester mvc) {
        var api = new Api(mvc);
        var path = resource().path();
        var id = api.post(path, resource().about(customer())).expect(201).id();

        for (var place : List.of(path + "/" + id, path + "/" + id + "/history", path, path + "/export")) {
            for (var name : List.of("asOf", "knownAt")) {
                assertThat(api.get(place + "?" + name + "=2100-01-01T00:00:00Z")
                                .expect(422)
                                .field())
                        .isEqualTo(name);
                for (var malformed : List.of("", "yesterday", "1700000000", "%2B999999999-01-01T00:00:00Z")) {
                    assertThat(api.get(place + "?" + name + "=" + malformed)
                                    .expect(400)
                                    .field())
                            .as(malformed)
                            .isEqualTo(name);
                }
            }
        }
    }

    @Test
    default void exportHasOneLinePerRecordOfTheList(@Autowired MockMvcTester mvc) {
        var api = new Api(mvc);
        var customer = customer();
        var made = api.post(resource().path(), resource().about(customer)).expect(201);

        var file = api.file(resource().path() + "/export?" + resource().of(customer))
                .expect(200);

        assertThat(file.text().lines().toList()).hasSize(2).last().asString().contains(made.id());
    }

    @Test
    default void declaredIndexesServeEveryFilterOrderAndScope(@Autowired MongoDatabase database) {
        var list = resource().list();

        ListIndexes.check(
                database.getCollection(list.name(), BsonDocument.class),
                list,
                List.of(RecordOwner.OWNER, RecordOwner.TEAM));
    }

    @Test
    default void eventKeepsItsContractAndNamesNoPerson(@Autowired MockMvcTester mvc) {
        var customer = customer();
        var made =
                new Api(mvc).post(resource().path(), resource().about(customer)).expect(201);
        var golden = GoldenEvents.of(resource().owner());

        var event = Sent.events("crm." + resource().list().name(), made.id(), 1).getFirst();

        golden.sent(event.type(), event.body());
        eventsOfOtherTests().forEach(golden::except);
        golden.check();
        assertThat(event.customer()).isEqualTo(customer);
        assertThat(event.key()).isEqualTo(customer);
        assertThat(new String(event.body(), UTF_8)).doesNotContainIgnoringCase(Resource.SECRET);
    }

    @Test
    default void eventRestsOnTheLastEventOfItsCustomer(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        var api = new Api(mvc);
        var customers = eventsTo(consumers);
        var known = annasCustomer(customers);
        var lookedUp = customer();

        assertThat(baseOfNext(api, known)).isEqualTo(known + ":1");
        customers.event(known, 2, "customer.profile-changed", "{}");
        assertThat(baseOfNext(api, known)).isEqualTo(known + ":2");
        customers.handedOver(known, 3, "eve", "north");
        assertThat(baseOfNext(api, known)).isEqualTo(known + ":3");
        assertThat(baseOfNext(api, lookedUp)).isEqualTo(lookedUp + ":" + CustomerServiceStub.SEQUENCE);
    }

    /** The event of the customer that the event of a new record rests on. */
    private String baseOfNext(Api api, String customer) {
        var made = api.post(resource().path(), resource().about(customer)).expect(201);
        var event = Sent.events("crm." + resource().list().name(), made.id(), 1).getFirst();
        var base = requireNonNull(event.restsOn(), event.type() + " rests on nothing");
        assertThat(base.source()).isEqualTo("/crm/customers");
        return base.id();
    }

    @Test
    default void interfaceIsTheOneUnderReviewAndTrue(
            @Autowired MockMvcTester mvc,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new InterfaceContract(resource().service(), mvc, endpoints).check();
    }

    @Test
    default void examplesOfTheInterfaceAreTaken(@Autowired MockMvcTester mvc) {
        exampleWalk(mvc).check();
    }

    @Test
    default void endpointsAdmitRolesOfTheTable(
            @Autowired MockMvcTester mvc,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk(resource().service(), mvc, endpoints).check();
    }

    @Test
    default void fieldsAreShownToRolesOfTheTable(
            @Autowired MockMvcTester mvc,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        var id = recordWithAllFields(new Api(mvc));

        new FieldWalk(
                        resource().service(),
                        mvc,
                        Map.of("id", id, "asOf", Instant.now().toString()))
                .check();
        new FieldMarks(resource().service(), resource().code(), mvc, endpoints).check(fieldsThatOnlySeemPersonal());
    }

    @Test
    default void rowsAreShownToOwnersTeamsAndRolesOfTheTable(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        var customers = Thrice.customers(eventsTo(consumers));
        var api = new Api(mvc);
        var path = resource().path();
        var ids = customers.map(customer ->
                api.post(path, resource().about(customer)).expect(201).id());
        var about = customers.map(resource()::of);

        var walk = rowWalk(mvc)
                .atAnyTime(path + "/{id}", ids)
                .listed(path, ids, about.map(question -> question + "&count=true"))
                .listed(path, ids, about.map(question -> question + "&count=true&asOf=" + Instant.now()))
                .listed(path + "/export", ids, about)
                .listed(path + "/export", ids, about.map(question -> question + "&knownAt=" + Instant.now()))
                .made(path, resource().body(), customers);
        for (var order : resource().list().orders()) {
            walk = walk.listed(path, ids, about.map(question -> question + "&" + sorted(order)));
        }
        walk.check();
    }

    @Test
    default void newOwnerGetsTheRecordsOfTheCustomer(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        var people = new People(new Api(mvc), resource().writer());
        var customers = eventsTo(consumers);
        var customer = annasCustomer(customers);
        var made = people.add(people.anna(), resource(), customer).expect(201);
        var address = resource().path() + "/" + made.id();
        var recordedAt = people.admin()
                .get(address + "/history")
                .body()
                .at("/items/0/recordedAt")
                .asString();

        assertThat(customers.handedOver(customer, 3, "zoe", "west")).isEqualTo(Outcome.GAP);
        people.reader("south", "anna").get(address).expect(200);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.APPLIED);
        assertThat(customers.registered(customer, "anna", "south")).isEqualTo(Outcome.DUPLICATE);
        assertThat(customers.handedOver(customer, 2, "eve", "north")).isEqualTo(Outcome.DUPLICATE);

        for (var what : List.of("", "/history", "?asOf=" + recordedAt, "?knownAt=" + recordedAt)) {
            people.reader("south", "anna").get(address + what).expect(404);
            people.reader("south", "bob").get(address + what).expect(404);
            people.reader("north", "eve").get(address + what).expect(200);
        }
        assertThat(people.reader("north", "eve").get(address).etag()).isEqualTo(made.etag());
        var list = resource().path() + "?count=true&" + resource().of(customer);
        assertThat(people.reader("south", "anna").get(list).body().get("count").asString())
                .isEqualTo("0");
        assertThat(people.reader("north", "eve").get(list).body().get("count").asString())
                .isEqualTo("1");
        people.refused(people.add(people.anna(), resource(), customer));
        people.add(people.eve(), resource(), customer).expect(201);
    }

    @Test
    default void recordsOfACustomerWithoutOwnerBelongToRolesThatSeeAll(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        var people = new People(new Api(mvc), resource().writer());
        var customers = eventsTo(consumers);
        var customer = annasCustomer(customers);
        customers.event(customer, 2, "customer.owner-changed", "{}");

        people.refused(people.add(people.anna(), resource(), customer));
        var made = people.add(people.admin(), resource(), customer).expect(201);

        people.reader("south", "anna").get(resource().path() + "/" + made.id()).expect(404);
        people.admin().get(resource().path() + "/" + made.id()).expect(200);
    }

    /** Another process applied the event; this one still remembers the former owner. */
    @Test
    default void recordMadeWhileTheOwnerChangesGoesToTheNewOwner(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers, @Autowired MongoDatabase database) {
        var people = new People(new Api(mvc), resource().writer());
        var customer = annasCustomer(eventsTo(consumers));
        people.add(people.anna(), resource(), customer).expect(201);
        var row = new Document(
                "$set", new Document("seq", 2L).append("owner", "eve").append("team", "north"));
        assertThat(database.getCollection("customers")
                        .updateOne(new Document("_id", customer), row)
                        .getModifiedCount())
                .isEqualTo(1);

        var made = people.add(people.anna(), resource(), customer).expect(201);

        var address = resource().path() + "/" + made.id();
        await().untilAsserted(() -> people.reader("north", "eve").get(address).expect(200));
        people.reader("south", "anna").get(address).expect(404);
    }

    @Test
    default void unknownErasedAndUnreachableCustomersAreRefused(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        var people = new People(new Api(mvc), resource().writer());
        var customers = eventsTo(consumers);
        var customer = annasCustomer(customers);
        var admin = people.admin();

        for (var kind : List.of("unknown", "gone")) {
            var id = "cus_" + kind + customer.substring(4 + kind.length());
            assertThat(people.add(admin, resource(), id).expect(422).field()).isEqualTo("customerId");
        }
        people.add(admin, resource(), "cus_broken" + customer.substring(10)).expect(503);
        customers.event(customer, 2, "customer.erased", "{}");
        assertThat(people.add(admin, resource(), customer).expect(422).field()).isEqualTo("customerId");
    }

    @Test
    default void customerWhoseEventsAreLateIsLookedUpOnce(@Autowired MockMvcTester mvc) {
        var people = new People(new Api(mvc), resource().writer());
        var asked = customerService().asked();
        var fresh = customer();
        var annasOther = people.writer("team_south", "usr_anna");

        people.add(annasOther, resource(), fresh).expect(201);
        people.add(annasOther, resource(), fresh).expect(201);

        people.refused(people.add(people.eve(), resource(), fresh));
        assertThat(customerService().asked()).isEqualTo(asked + 1);
    }

    @Test
    default void personalWordsOfAnErasedCustomerAreUnreadable(
            @Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        var people = new People(new Api(mvc), resource().writer());
        var customers = eventsTo(consumers);
        var customer = annasCustomer(customers);
        var id = people.add(people.admin(), resource(), customer).expect(201).id();
        var path = resource().path();

        assertThat(customers.event(customer, 2, "customer.erased", "{}")).isEqualTo(Outcome.APPLIED);

        for (var way : List.of(
                "/" + id,
                "/" + id + "/history",
                "/" + id + "?asOf=" + Instant.now(),
                "?" + resource().of(customer))) {
            assertThat(people.admin().get(path + way).expect(200).text()).doesNotContain(Resource.SECRET);
        }
        assertThat(people.admin()
                        .file(path + "/export?" + resource().of(customer))
                        .expect(200)
                        .text())
                .contains(id)
                .doesNotContain(Resource.SECRET);
    }

    private CustomerEvents eventsTo(List<EventConsumer> consumers) {
        return CustomerEvents.to(consumers, resource().list().name() + ".customers");
    }

    private static String annasCustomer(CustomerEvents customers) {
        var id = customer();
        customers.registered(id, "anna", "south");
        return id;
    }

    private static String customer() {
        return "cus_" + Api.key().replace("-", "").substring(0, 26);
    }

    /** The people of these stories. Writers have the role that adds records, readers see those of their team. */
    record People(Api admin, String role) {

        Api writer(String team, String name) {
            return admin.as(TestIssuer.member(team, name, role));
        }

        Api reader(String team, String name) {
            return admin.as(TestIssuer.member(team, name, "SALES"));
        }

        Api anna() {
            return writer("south", "anna");
        }

        Api eve() {
            return writer("north", "eve");
        }

        Api.Answer add(Api by, Resource resource, String customer) {
            return by.post(resource.path(), resource.about(customer));
        }

        /** A role that sees the customer is told what it lacks; to others there is no such customer. */
        void refused(Api.Answer answer) {
            assertThat(answer.status()).as(answer.text()).isIn(403, 422);
        }
    }
}
