package io.crmesh.customer.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.POST;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.customer.registry.CustomerService;
import io.crmesh.customer.registry.RegistrationReversal;
import io.crmesh.platform.Command;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.encryption.Erasures;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerEvents;
import io.crmesh.platform.testing.ServiceTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** An erasure is completed after a process was killed and after a backup was restored. */
@ServiceTest
class ErasureRestartTest {

    @Autowired
    private MongoDatabase database;

    @Autowired
    private Receipts receipts;

    private Api api;
    private CustomerEvents events;
    private String id;

    @BeforeEach
    void registerCustomer(@Autowired MockMvcTester mvc, @Autowired List<EventConsumer> consumers) {
        api = new Api(mvc);
        events = CustomerEvents.to(consumers, "customers.erasures");
        id = api.post("/api/customers", """
                        {"kind": "PERSON", "name": {"legal": "Ann"}, "occupation": "Pilotbird",
                         "emails": [{"value": "ann@example.com"}]}""").expect(201).id();
    }

    /** A process was killed after it blanked the customer and before it destroyed the key; the event may come twice. */
    @Test
    void repeatedErasureEventDestroysKeyAgain() {
        var key = document("person-keys");
        erase();
        await().until(() -> !document("person-keys").containsKey("key"));
        put("person-keys", key);
        var _ = database.getCollection("erasures").deleteOne(byId());

        for (int i = 0; i < 2; i++) {
            assertThat(erasedEvent(2)).isEqualTo(Outcome.APPLIED);

            assertThat(document("person-keys")).containsOnlyKeys("_id", "destroyedAt");
            assertThat(document("erasures")).containsKeys("open", "confirmed");
        }
    }

    /** The database was restored from a backup: customer, history and key are back. */
    @Test
    void customerRestoredFromBackupIsErasedAgainByRepeatedEvent() {
        await().until(() -> !document("customers").containsKey("pending"));
        var customer = document("customers");
        var key = document("person-keys");
        erase();
        await().until(() -> receipts.of(id).containsKey("customers"));
        put("customers", customer);
        put("person-keys", key);
        var _ = database.getCollection("erasures").deleteOne(byId());
        api.get("/api/customers/" + id).expect(200);

        assertThat(events.event(id, 2, "customer.erased", "{\"reason\": \"UNLAWFUL\"}"))
                .isEqualTo(Outcome.APPLIED);

        api.get("/api/customers/" + id).expect(410);
        assertThat(view().get("reason").asString()).isEqualTo("UNLAWFUL");
        await().until(() -> !document("person-keys").containsKey("key"));
        await().until(() -> receipts.of(id).containsKey("customers"));
        assertThat(document("customers").toJson()).doesNotContain("Pilotbird");
    }

    /** The import that registered the customer was reverted, the rest was erased, and then all was restored. */
    @Test
    void revertedCustomerRestoredFromBackupIsErasedAgainByRepeatedEvent(@Autowired RegistrationReversal reversal) {
        assertThat(reversal.revert(id, Command.of("back-" + id, Actor.system("imports"), Mode.IMPORT)))
                .isTrue();
        await().until(() -> !document("customers").containsKey("pending"));
        var stub = document("customers");
        var key = document("person-keys");
        erase("\"2\"");
        await().until(() -> receipts.of(id).containsKey("customers"));
        put("customers", stub);
        put("person-keys", key);

        assertThat(erasedEvent(3)).isEqualTo(Outcome.APPLIED);

        assertThat(view().get("reason").asString()).isEqualTo("UNKNOWN");
        assertThat(document("person-keys")).containsOnlyKeys("_id", "destroyedAt");
    }

    /** An older backup was restored, so the first erasures cannot be confirmed, and they fill a whole round. */
    @Test
    void erasureThatCannotBeConfirmedDelaysNoOther(@Autowired Erasures erasures) {
        var rows = database.getCollection("erasures");
        var stuck = IntStream.range(0, 200)
                .mapToObj("cus_!%03d"::formatted)
                .map(absent -> new Document("_id", absent).append("open", true).append("confirmed", new Document()))
                .toList();
        rows.insertMany(stuck);
        erasures.erase("cus_!000");

        erase();

        await().atMost(Duration.ofSeconds(30)).until(() -> receipts.of(id).containsKey("customers"));
        assertThat(receipts.of("cus_!000")).containsKey("customers");
        rows.deleteMany(new Document("_id", new Document("$lt", "cus_0")));
    }

    @Test
    void otherEventChangesNothing() {
        assertThat(events.event(id, 2, "customer.reverted", "{}")).isEqualTo(Outcome.APPLIED);

        api.get("/api/customers/" + id).expect(200);
        assertThat(document("person-keys")).containsKey("key");
    }

    /** One service does not answer at first, another has not yet received the event. */
    @Test
    void erasureIsDoneWhenEveryServiceHasConfirmed(
            @Autowired CustomerService service, @Autowired Erasures erasures, @Autowired ServiceTokens tokens)
            throws Exception {
        var done = ConcurrentHashMap.<String>newKeySet();
        done.addAll(Set.of("interactions", "marketing"));
        var server = services(done);
        try {
            var all = new HashMap<String, URI>();
            for (var name : Receipts.SERVICES) {
                all.put(
                        name,
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name));
            }
            var settings = new ServiceSettings("customers", all);
            var confirming =
                    new ErasureConfirmations(service, receipts, erasures, new ConfirmationLookup(settings, tokens));
            erase();
            await().until(() -> document("erasures").containsKey("open"));

            await().untilAsserted(() -> {
                confirming.round();
                assertThat(confirmed()).containsExactly("customers", "interactions", "marketing");
            });
            assertThat(view().get("done").asBoolean()).isFalse();
            assertThat(document("erasures")).containsKey("open");

            done.addAll(Set.of("orders", "tickets"));
            confirming.round();

            assertThat(view().get("done").asBoolean()).isTrue();
            assertThat(confirmed()).hasSize(5);
            assertThat(document("erasures")).doesNotContainKey("open");
            assertThat(erasedEvent(2)).isEqualTo(Outcome.APPLIED);
            assertThat(view().get("done").asBoolean())
                    .as("after the event came again")
                    .isTrue();
        } finally {
            server.stop(0);
        }
    }

    /** One server for all other services: one that is not done answers 404, tickets then 503. */
    private HttpServer services(Set<String> done) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var service = exchange.getRequestURI().getPath().split("/", -1)[1];
            var answer = "{\"erasedAt\": \"2026-11-24T08:00:00Z\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (done.contains(service)) {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            } else {
                exchange.sendResponseHeaders(service.equals("tickets") ? 503 : 404, -1);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private void erase() {
        erase("\"1\"");
    }

    private void erase(String version) {
        var path = "/api/customers/" + id + "/erasure";
        api.send(POST, path, version, "{\"reason\": \"NO_LONGER_NEEDED\"}").expect(200);
    }

    private Outcome erasedEvent(long sequence) {
        return events.event(id, sequence, "customer.erased", "{}");
    }

    private JsonNode view() {
        return api.get("/api/customers/" + id + "/erasure").expect(200).body();
    }

    private List<String> confirmed() {
        return view().get("services")
                .valueStream()
                .filter(service -> service.has("erasedAt"))
                .map(service -> service.get("service").asString())
                .toList();
    }

    private Document byId() {
        return new Document("_id", id);
    }

    private Document document(String collection) {
        return Objects.requireNonNullElseGet(
                database.getCollection(collection).find(byId()).first(), Document::new);
    }

    private void put(String collection, Document before) {
        var _ = database.getCollection(collection).replaceOne(byId(), before, new ReplaceOptions().upsert(true));
    }
}
