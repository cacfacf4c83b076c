package io.crmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Personal data at rest: canaries in personal fields appear in no file of the system, but authorised readers see them.
 * After an erasure no reader sees them, neither in the running system nor in a restored earlier copy.
 */
class CanaryTest {

    private static final List<String> TOPICS =
            List.of("crm.customers", "crm.orders", "crm.interactions", "crm.tickets", "crm.marketing");

    @TempDir
    Path folder;

    @Tag("long")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @Test
    void filesHoldNoPersonalDataInClearAndNoneOfErasedPersons() throws Exception {
        var copy = folder.resolve("copy");
        People people;
        try (var system = RunningSystem.start(folder, Map.of())) {
            people = People.in(system);
            assertThat(people.encrypted()).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
            awaitQuiet(system);
            assertThat(system.get("mail", "/api/v1/messages?limit=1")
                            .get("total")
                            .asInt())
                    .isEqualTo(people.mails());
            assertReadable(system, people);
            system.whileFrozen("database", () -> copy(databases(), copy));
            assertHoldNone(topicTexts(system), people.encrypted());

            for (var customer : people.records().keySet()) {
                erase(system, customer);
            }
            assertErased(system, people);
            assertHoldNone(topicTexts(system), people.searchable());
        }
        assertThat(found(files(copy), people.searchable()))
                .as("searchable fields are stored in clear before the erasure")
                .containsAll(people.searchable());
        assertHoldNone(files(copy), people.encrypted());
        assertHoldNone(files(folder.resolve("home")), people.encrypted());

        copy(copy, databases());
        try (var system = RunningSystem.start(folder, Map.of())) {
            assertErased(system, people);
        }
        compactDatabase();
        assertHoldNone(files(folder.resolve("home")), people.encrypted());
        assertHoldNone(files(folder.resolve("home")), people.searchable());
    }

    private Path databases() {
        return folder.resolve("home").resolve("data").resolve("database");
    }

    /** Blanked data stays in freed space of the file until that is reused, or the file is compacted as here. */
    private void compactDatabase() {
        var file = databases().resolve("crm.mv");
        EmbeddedDatabase.open(file, 0).close();
        MVStoreTool.compact(file.toString(), false);
    }

    private static void awaitQuiet(RunningSystem system) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        system.get("gateway", "/api/system/flow").get("quiet").asBoolean());
    }

    private static void erase(RunningSystem system, String customer) throws Exception {
        var path = "/api/customers/" + customer;
        var _ = system.post(
                path + "/erasure", "erase-" + customer, system.version(path), "{\"reason\": \"REQUESTED_BY_PERSON\"}");
    }

    /** An authorised reader sees the canaries, so there is something to be found. */
    private static void assertReadable(RunningSystem system, People people) throws Exception {
        for (var person : people.records().entrySet()) {
            assertThat(system.ask("/api/customers/" + person.getKey()).body()).contains("bird ");
            for (var record : person.getValue()) {
                assertThat(system.ask(record).body()).contains("bird ");
            }
        }
    }

    /** All services have erased the persons, also in their history. */
    private static void assertErased(RunningSystem system, People people) throws Exception {
        for (var person : people.records().entrySet()) {
            var path = "/api/customers/" + person.getKey();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> system.ask(path + "/erasure").body().contains("\"done\":true"));
            for (var gone : List.of(path, path + "/history", path + "?asOf=" + Instant.now())) {
                assertThat(system.ask(gone).statusCode()).as(gone).isEqualTo(410);
            }
            for (var record : person.getValue()) {
                for (var left : List.of(record, record + "/history")) {
                    assertThat(system.ask(left)).as(left).satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(answer.body()).doesNotContain("bird ");
                    });
                }
            }
        }
    }

    private static void assertHoldNone(Map<String, String> texts, Collection<String> canaries) {
        for (var text : texts.entrySet()) {
            assertThat(found(Map.of(text.getKey(), text.getValue()), canaries))
                    .as(text.getKey())
                    .isEmpty();
        }
    }

    private static List<String> found(Map<String, String> texts, Collection<String> canaries) {
        return canaries.stream()
                .filter(canary -> texts.values().stream().anyMatch(text -> text.contains(canary)))
                .toList();
    }

    /** Log segments are compressed, so the records are read through a consumer, too. */
    private static Map<String, String> topicTexts(RunningSystem system) throws IOException {
        var texts = new TreeMap<String, String>();
        for (var topic : TOPICS) {
            var text = new StringBuilder();
            for (var event : system.events(topic)) {
                text.append(new String(event.key(), UTF_8)).append(new String(event.value(), UTF_8));
                event.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
            }
            assertThat(text).as(topic).isNotEmpty();
            texts.put(topic, text.toString());
        }
        return texts;
    }

    /** All files of the system, except the mails that arrived: they belong to their recipients. */
    private static Map<String, String> files(Path root) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(root.resolve("data").resolve("mail"))) {
                    // Every byte becomes one character, so that ASCII text is found.
                    files.put(root.relativize(file).toString(), new String(Files.readAllBytes(file), ISO_8859_1));
                }
            }
        }
        return files;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (var old = Files.list(to)) {
                for (var file : old.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
