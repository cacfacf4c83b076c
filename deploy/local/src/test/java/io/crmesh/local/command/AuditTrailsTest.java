package io.crmesh.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.audit.Action;
import io.crmesh.audit.Chain.Break;
import io.crmesh.audit.Entry;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Link;
import io.crmesh.audit.Trail;
import io.crmesh.local.access.Operator;
import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AuditTrailsTest {

    private static final int ENTRIES = 2300;

    @TempDir
    private Path folder;

    private EmbeddedDatabase database;
    private MongoClient client;
    private Ledger ledger;
    private HttpServer gateway;
    private AuditTrails trails;
    private boolean recordsRequests;

    @BeforeEach
    void recordTrail() throws Exception {
        database = EmbeddedDatabase.inMemory();
        client = MongoClients.create(database.connectionString());
        ledger = new Ledger(client.getDatabase("crm"));
        addKey();
        record(ENTRIES);
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/operator"), "secret");
        trails = trails();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
        client.close();
        database.close();
    }

    @Test
    void validTrailIsVerifiedAndItsLengthIsKept() throws Exception {
        assertThat(trails.verify("customers")).isEqualTo(new AuditTrails.Verdict(ENTRIES, Optional.empty()));
        assertThat(folder.resolve("checkpoints/customers")).content().startsWith(ENTRIES + " ");

        record(7);
        assertThat(trails.verify("customers").entries()).isEqualTo(ENTRIES + 7);
    }

    @Test
    void changedEntriesAreReportedByTheFirstAndNoLengthIsKept() throws Exception {
        change(1700, "actor", "USER:usr_other");
        change(2100, "actor", "USER:usr_other");

        assertThat(broken()).isEqualTo(new Break(1700, "is not as it was written"));
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void missingEntryIsReported() throws Exception {
        delete(3);
        assertThat(broken()).isEqualTo(new Break(3, "is missing"));
    }

    @Test
    void truncatedTailIsReported() throws Exception {
        delete(ENTRIES);
        assertThat(broken()).isEqualTo(new Break(ENTRIES, "is missing: the head is at " + ENTRIES));
    }

    @Test
    void truncatedTailWithRestoredOldHeadIsReported() throws Exception {
        var heads = client.getDatabase("crm").getCollection("audit-head");
        var old = heads.find().first();
        record(1);
        assertThat(trails.verify("customers").broken()).isEmpty();

        delete(ENTRIES + 1);
        heads.drop();
        var _ = heads.insertOne(Objects.requireNonNull(old));

        assertThat(broken()).isEqualTo(new Break(ENTRIES + 1, "is missing: there was an end at " + (ENTRIES + 1)));
    }

    @Test
    void deletedHeadIsReported() throws Exception {
        client.getDatabase("crm").getCollection("audit-head").drop();

        assertThat(broken().what()).isEqualTo("and the head are missing");
    }

    @Test
    void emptyTrailIsValidAlthoughItsVerificationIsRecorded() throws Exception {
        client.getDatabase("crm").drop();
        recordsRequests = true;

        assertThat(trails.verify("customers").broken()).isEmpty();
        assertThat(trails.verify("customers").broken()).isEmpty();
    }

    @Test
    void headSignedByOtherKeyIsReported() throws Exception {
        Files.delete(folder.resolve("keys/first.pem"));
        addKey();

        var verdict = trails().verify("customers");

        assertThat(verdict.broken().orElseThrow().what()).contains("none of the keys signed");
    }

    @Test
    void unreachableGatewayIsReported() {
        gateway.stop(0);

        assertThatThrownBy(() -> trails.verify("customers"))
                .isInstanceOf(Operator.RequestFailed.class)
                .hasMessageContaining("does not answer");
    }

    private Break broken() throws InterruptedException {
        return trails.verify("customers").broken().orElseThrow();
    }

    private AuditTrails trails() {
        var operator = new Operator(
                URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()), folder.resolve("secrets"));
        return new AuditTrails(
                operator, new HeadKeys(folder.resolve("keys")), folder.resolve("checkpoints"), Duration.ofMillis(1));
    }

    private void addKey() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(
                folder.resolve("keys/first.pem"),
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())));
    }

    private void record(int count) {
        var settings = new Trail.Settings("customers", folder.resolve("spool"), 1L << 30);
        try (var trail =
                new Trail(settings, new Ledger(client.getDatabase("crm")), new HeadKeys(folder.resolve("keys")))) {
            trail.start();
            for (int i = 0; i < count; i++) {
                trail.record(new Entry(
                        Instant.ofEpochMilli(1_772_359_200_120L + i),
                        "USER:usr_1",
                        i % 2 == 0 ? Action.READ : Action.SIGN_OUT,
                        i % 3 == 0 ? null : "customers:read",
                        "GET /api/customers/{id}",
                        List.of("cus_" + i),
                        1,
                        200,
                        null));
            }
        }
    }

    private void change(long sequence, String field, String value) {
        assertThat(ledger.entries()
                        .updateOne(Filters.eq("_id", sequence), Updates.set(field, value))
                        .getMatchedCount())
                .isEqualTo(1);
    }

    private void delete(long sequence) {
        assertThat(ledger.entries().deleteOne(Filters.eq("_id", sequence)).getDeletedCount())
                .isEqualTo(1);
    }

    /** Answers as the services do through the gateway. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = switch (exchange.getRequestURI().getPath()) {
                case "/oauth2/token" -> Map.of("access_token", "token");
                case "/api/audit/customers/head" -> ledger.head().orElse(null);
                default -> entries(exchange.getRequestURI().getQuery());
            };
            var bytes = JsonMapper.shared().writeValueAsString(body).getBytes(UTF_8);
            if (recordsRequests && exchange.getRequestURI().getPath().endsWith("/head")) {
                record(1);
            }
            exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Map<String, Object> entries(String query) {
        var parameters = query.split("[=&]", -1);
        return Map.of(
                "items",
                ledger.entries(Long.parseLong(parameters[1]), Integer.parseInt(parameters[3])).stream()
                        .map(AuditTrailsTest::shown)
                        .toList());
    }

    private static Map<String, Object> shown(Link link) {
        var shown = new LinkedHashMap<String, Object>();
        var entry = link.entry();
        shown.put("sequence", link.sequence());
        shown.put("at", entry.at().toString());
        shown.put("actor", entry.actor());
        shown.put("action", entry.action());
        if (entry.permission() != null) {
            shown.put("permission", entry.permission());
        }
        shown.put("what", entry.what());
        shown.put("records", entry.records());
        shown.put("count", entry.count());
        shown.put("outcome", entry.outcome());
        shown.put("previous", link.previous());
        shown.put("hash", link.hash());
        return shown;
    }
}
