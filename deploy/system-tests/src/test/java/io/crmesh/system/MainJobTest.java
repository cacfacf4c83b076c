package io.crmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.local.tls.DevelopmentCertificates;
import io.crmesh.system.Purchases.Expected;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The main job on random purchases: each customer who makes the purchase that the automation waits for gets one mail,
 * although parts are killed meanwhile. {@code -Dcrm.test.seed=} repeats a run.
 */
class MainJobTest {

    private static final long SEED = Long.getLong("crm.test.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @Test
    void eachCustomerIsThankedOnceAlthoughEveryPartIsKilled() throws Exception {
        var purchases = Purchases.random(random(1), folder, 600);
        try (var system = RunningSystem.startSeparate(folder, Map.of())) {
            enable(system, purchases.ordinal());
            var importing = system.imports(purchases, folder.resolve("import.txt"));

            await().atMost(Duration.ofMinutes(5))
                    .failFast("The import ended early", () -> !importing.isAlive())
                    .until(() -> importOutput().contains("live"));
            for (var part : RunningSystem.listedParts()) {
                var _ = system.kill(part);
                TimeUnit.SECONDS.sleep(2); // the next part is killed while the one before restarts
            }
            system.freeze("marketing-service", Duration.ofSeconds(10));
            assertThat(importing.isAlive())
                    .as("the parts were killed while the import ran")
                    .isTrue();

            finish(importing, "import.txt");
            check(system, purchases.expected());
        }
    }

    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @Test
    void eachCustomerIsThankedOnceAlthoughAllIsKilledAtOnce() throws Exception {
        var purchases = Purchases.random(random(5), folder, 300);
        try (var system = RunningSystem.start(folder, Map.of())) {
            enable(system, purchases.ordinal());
            var importing = system.imports(purchases, folder.resolve("import.txt"));
            await().atMost(Duration.ofMinutes(5))
                    .failFast("The import ended early", () -> !importing.isAlive())
                    .until(() -> importOutput().contains("live") && mails(system) > 0);

            system.restartAfterKill();
            assertThat(importing.isAlive())
                    .as("all was killed while the import ran")
                    .isTrue();

            finish(importing, "import.txt");
            check(system, purchases.expected());
        }
    }

    /** Killed right after it sent a mail, marketing-service often does not know whether it was sent. */
    @Tag("long")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @Test
    void killedSenderThanksNoCustomerTwiceWithoutDeduplication() throws Exception {
        var purchases = Purchases.random(random(4), folder, 300);
        try (var system = RunningSystem.startSeparate(folder, Map.of("CRM_MAIL_RECEIVER", "plain"))) {
            enable(system, purchases.ordinal());
            var importing = system.imports(purchases, folder.resolve("import.txt"));

            for (int kill = 0; kill < 6; kill++) {
                var before = mails(system);
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> mails(system) > before || !importing.isAlive());
                var killed = system.kill("marketing-service");
                await().atMost(Duration.ofMinutes(2)).until(() -> system.isBack("marketing-service", killed));
            }

            finish(importing, "import.txt");
            var thanked = purchases.expected().thanked();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(deliveries(system, "SENT") + deliveries(system, "UNKNOWN"))
                            .isEqualTo(thanked));
            assertThat(mails(system)).isBetween(deliveries(system, "SENT"), thanked);
            var mails = system.get("mail", "/api/v1/messages?limit=1000").get("messages");
            assertThat(mails.findValues("To").stream().map(JsonNode::toString)).doesNotHaveDuplicates();
            System.out.println(
                    "%d mails, %d of %d unknown".formatted(mails(system), deliveries(system, "UNKNOWN"), thanked));
        }
    }

    private static int mails(RunningSystem system) throws Exception {
        return system.get("mail", "/api/v1/messages?limit=1").get("total").asInt();
    }

    private static int deliveries(RunningSystem system, String state) throws Exception {
        var list = system.get("gateway", "/api/deliveries?limit=1&count=true&state=" + state);
        return Integer.parseInt(list.get("count").asString());
    }

    @Tag("long")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @CsvSource({"2, false", "3, true"})
    void eachCustomerIsThankedOnceForAnyDayAndPurchase(int round, boolean tls) throws Exception {
        var purchases = Purchases.random(random(round), folder, 150);
        try (var system = RunningSystem.start(folder, tls ? certificates() : Map.of())) {
            assertThat(system.parts().values())
                    .extracting(part -> part.get("address").asString())
                    .filteredOn(address -> address.startsWith("http:"))
                    .hasSize(tls ? 0 : 7);
            enable(system, purchases.ordinal());

            finish(system.imports(purchases, folder.resolve("import.txt")), "import.txt");
            check(system, purchases.expected());
            assertMailsShareTraceOfOrder(system);
            assertStepsAreTimed(system);

            var before = orders(system);
            finish(system.imports(purchases, folder.resolve("again.txt")), "again.txt");
            assertThat(orders(system)).as("a second import changes nothing").isEqualTo(before);
            check(system, purchases.expected());
        }
    }

    private Map<String, String> certificates() throws Exception {
        return Map.of(
                "CRM_TLS",
                DevelopmentCertificates.make(folder.resolve("tls"), List.of())
                        .folder()
                        .toString());
    }

    /** The metrics of the steps that the page on latency names, under their Prometheus names. */
    private static void assertStepsAreTimed(RunningSystem system) throws Exception {
        assertThat(system.text("order-service", "/actuator/prometheus", "text/plain"))
                .contains("http_server_requests_seconds_count{", "uri=\"/api/orders\"")
                .contains("crm_store_write_seconds_count{aggregate=\"order\"")
                .contains("crm_outbox_published_seconds_count", "crm_outbox_publishing_seconds_count")
                .contains("crm_outbox_archiving_seconds_count")
                .doesNotContain("aggregate=\"ticket\"", "group=\"marketing.runs\"", "logback_events");
        assertThat(system.text("marketing-service", "/actuator/prometheus", "text/plain"))
                .contains("crm_events_apply_seconds_count{", "group=\"marketing.profiles\"", "group=\"marketing.runs\"")
                .contains("crm_events_age_seconds_count{")
                .containsPattern("crm_mails_send_seconds_count(\\{[^}]*})? [1-9]");
    }

    private static Random random(int round) {
        System.out.println("seed " + SEED + ", round " + round);
        return new Random(SEED + round);
    }

    private String importOutput() throws IOException {
        var output = folder.resolve("import.txt");
        return Files.exists(output) ? Files.readString(output) : "";
    }

    private void finish(Process importing, String output) throws Exception {
        try {
            assertThat(importing.waitFor(8, TimeUnit.MINUTES))
                    .as("the import ends")
                    .isTrue();
        } finally {
            importing.destroyForcibly().onExit().join(); // The system of the next test has the same address.
        }
        assertThat(importing.exitValue())
                .as(Files.readString(folder.resolve(output)))
                .isZero();
    }

    private static void enable(RunningSystem system, int ordinal) throws Exception {
        var example = Files.readString(Path.of("../../docs/examples/third-purchase.json"));
        var automation = example.replaceFirst("\"value\": 3", "\"value\": " + ordinal);
        var made = system.post("/api/automations", "the-automation", null, automation);
        var id = made.get("id").asString();
        var _ = system.post("/api/automations/" + id + "/enable", "enable-it", "\"1\"", "{}");
    }

    private static void check(RunningSystem system, Expected expected) throws Exception {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(mails(system)).isEqualTo(expected.thanked()));
        assertThat(system.get("gateway", "/api/system/flow").get("quiet").asBoolean())
                .isTrue();
        var mails = system.get("mail", "/api/v1/messages?limit=1000").get("messages");
        assertThat(mails.findValuesAsString("MessageID"))
                .doesNotHaveDuplicates()
                .hasSize(expected.thanked());
        assertThat(mails.findValues("To").stream().map(JsonNode::toString)).doesNotHaveDuplicates();
        assertThat(system.get("gateway", "/api/deliveries?state=UNKNOWN").get("items"))
                .isEmpty();
        var orders = orders(system);
        assertThat(orders).hasSize(expected.orders());
        assertThat(orders.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(BigDecimal.valueOf(expected.cents(), 2));
    }

    private static void assertMailsShareTraceOfOrder(RunningSystem system) throws Exception {
        var causes = system.traces("crm.orders");
        var mails = new HashMap<String, String>();
        for (var mail : system.get("mail", "/api/v1/messages?limit=1000").get("messages")) {
            mails.put(mail.get("MessageID").asString(), mail.get("ID").asString());
        }
        for (var delivery : system.get("gateway", "/api/deliveries?limit=200").get("items")) {
            var mail = mails.get(delivery.get("messageId").asString());
            var headers = system.get("mail", "/api/v1/message/" + mail + "/headers");
            assertThat(headers.findPath("traceparent").get(0).asString())
                    .contains(causes.get(delivery.get("event").asString()));
        }
    }

    /** Totals of all orders by their ids, from the export. */
    private static Map<String, BigDecimal> orders(RunningSystem system) throws Exception {
        var lines =
                system.text("gateway", "/api/orders/export", "text/csv").lines().toList();
        var columns = List.of(lines.getFirst().replace("\ufeff", "").split(",", -1));
        var orders = new HashMap<String, BigDecimal>();
        for (var line : lines.subList(1, lines.size())) {
            var fields = List.of(line.split(",", -1));
            orders.put(fields.get(columns.indexOf("id")), new BigDecimal(fields.get(columns.indexOf("total"))));
        }
        return orders;
    }
}
