package io.crmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted in personal fields is found in no file that the system leaves, but by whoever may read it. */
class CanaryTest {

    private static final int PEOPLE = 25;
    private static final String NAME = "Controlbird";
    private static final List<String> TOPICS =
            List.of("crm.customers", "crm.orders", "crm.interactions", "crm.tickets", "crm.marketing");

    @TempDir
    Path folder;

    private final List<String> canaries = new ArrayList<>();

    /** All texts that are searched, by the places where they were found. */
    private final Map<String, String> found = new TreeMap<>();

    @Test
    void nothingPersonalIsToBeFoundInDatabasesTopicsAndLogs() throws Exception {
        try (var system = RunningSystem.start(folder, Map.of())) {
            thankAtTheFirstPurchase(system);
            for (int person = 0; person < PEOPLE; person++) {
                var id = register(system, person);
                write(system, person, id);
                buy(system, person, id);
                var seen = system.get("gateway", "/api/customers/" + id);
                assertThat(seen.at("/addresses/0/street").asString()).isEqualTo(canaries.get(canaries.size() - 6));
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> system.get("mail", "/api/v1/messages?limit=1")
                                    .get("total")
                                    .asInt()
                            == PEOPLE);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> system.get("gateway", "/api/system/flow")
                            .get("quiet")
                            .asBoolean());
            for (var topic : TOPICS) {
                found.put(topic, told(system, topic));
            }
        }
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();

        found.putAll(filesOf(folder.resolve("home")));
        assertThat(found.keySet())
                .anyMatch(file -> file.endsWith(".log"))
                .anyMatch(file -> file.contains("crm.customers-"));
        assertThat(found)
                .as("what is clear can be found")
                .anySatisfy((_, text) -> assertThat(text).contains(NAME));
        for (var file : found.entrySet()) {
            assertThat(canaries.stream().filter(file.getValue()::contains))
                    .as(file.getKey())
                    .isEmpty();
        }
    }

    private static void thankAtTheFirstPurchase(RunningSystem system) throws Exception {
        var example = Files.readString(Path.of("../../docs/examples/third-purchase.json"));
        var made = system.post("/api/automations", "thanks", null, example.replace("\"value\": 3", "\"value\": 1"));
        var _ = system.post("/api/automations/" + made.get("id").asString() + "/enabling", "on", "\"1\"", "{}");
    }

    private String register(RunningSystem system, int person) throws Exception {
        var customer = system.post("/api/customers", "customer-" + person, null, """
                {"kind": "PERSON", "name": {"legal": "%s"}, "emails": [{"value": "%s@example.org"}],
                 "phones": [{"e164": "%s"}],
                 "addresses": [{"street": "%s", "postalCode": "%s", "country": "DE"}],
                 "consents": [{"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED"}],
                 "source": {"channel": "WEB"}}""".formatted(
                        NAME,
                        canary("mail", person),
                        canary("+4915112345", person),
                        canary("Streetbird ", person),
                        canary("P7391", person)));
        return customer.get("id").asString();
    }

    private void write(RunningSystem system, int person, String customer) throws Exception {
        var _ = system.post("/api/interactions", "call-" + person, null, """
                {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND", "subject": "%s", "content": "%s",
                 "outcome": {"code": "INTERESTED", "note": "%s"}}""".formatted(
                customer, canary("Subjectbird ", person), canary("Contentbird ", person), canary("Notebird ", person)));
        var _ = system.post(
                "/api/tickets", "ticket-" + person, null, """
                {"customerId": "%s", "type": "QUESTION", "needDescription": "%s"}""".formatted(customer, canary("Needbird ", person)));
    }

    private static void buy(RunningSystem system, int person, String customer) throws Exception {
        var _ = system.post("/api/orders", "order-" + person, null, """
                {"customerId": "%s", "currency": "USD", "terms": "IMMEDIATE",
                 "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "12.30"}]}""".formatted(customer));
    }

    /** A word that is nowhere else, such as {@code Needbird 6007}. */
    private String canary(String kind, int person) {
        var canary = kind + (6000 + person * 7);
        canaries.add(canary);
        return canary;
    }

    /** Log segments are compressed, so what they hold is asked for, too. */
    private static String told(RunningSystem system, String topic) throws IOException {
        var text = new StringBuilder();
        for (var fact : system.facts(topic)) {
            text.append(new String(fact.key(), UTF_8)).append(new String(fact.value(), UTF_8));
            fact.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
        }
        assertThat(text).as(topic).isNotEmpty();
        return text.toString();
    }

    /** What the system leaves, but for the mails that arrived: they belong to whoever got them. */
    private static Map<String, String> filesOf(Path home) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(home)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(home.resolve("data").resolve("mail"))) {
                    // Every byte becomes one character, so that whatever is ASCII is found.
                    files.put(home.relativize(file).toString(), new String(Files.readAllBytes(file), ISO_8859_1));
                }
            }
        }
        return files;
    }
}
