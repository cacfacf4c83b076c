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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is planted in personal fields is found in no file that the system leaves, but by whoever may read it; and once
 * somebody is erased by nobody, in what runs and in a copy from before that is put back.
 */
class CanaryTest {

    private static final List<String> TOPICS =
            List.of("crm.customers", "crm.orders", "crm.interactions", "crm.tickets", "crm.marketing");

    @TempDir
    Path folder;

    @Test
    void nothingPersonalIsToBeFoundAndOfTheErasedNothingAtAll() throws Exception {
        var copy = folder.resolve("copy");
        People people;
        try (var system = RunningSystem.start(folder, Map.of())) {
            people = People.in(system);
            assertThat(people.sealed()).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
            awaitQuiet(system);
            assertThat(system.get("mail", "/api/v1/messages?limit=1")
                            .get("total")
                            .asInt())
                    .isEqualTo(people.mails());
            isRead(system, people);
            system.whileFrozen("database", () -> copy(databases(), copy));
            tellsNothing(told(system), people.sealed());

            for (var customer : people.records().keySet()) {
                erase(system, customer);
            }
            isGone(system, people);
            tellsNothing(told(system), people.searchable());
        }
        assertThat(found(files(copy), people.searchable()))
                .as("what is clear can be found")
                .containsAll(people.searchable());
        tellsNothing(files(copy), people.sealed());
        tellsNothing(files(folder.resolve("home")), people.sealed());

        copy(copy, databases());
        try (var system = RunningSystem.start(folder, Map.of())) {
            isGone(system, people);
        }
        writeAnew();
        tellsNothing(files(folder.resolve("home")), people.sealed());
        tellsNothing(files(folder.resolve("home")), people.searchable());
    }

    private Path databases() {
        return folder.resolve("home").resolve("data").resolve("database");
    }

    /** What was blanked lies in freed space of the file until that is used again, or, as here, all is written anew. */
    private void writeAnew() {
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
        var place = "/api/customers/" + customer;
        var _ = system.post(
                place + "/erasure",
                "erase-" + customer,
                system.version(place),
                "{\"reason\": \"REQUESTED_BY_PERSON\"}");
    }

    /** Whoever may is shown all of it: there is something to be found. */
    private static void isRead(RunningSystem system, People people) throws Exception {
        for (var person : people.records().entrySet()) {
            assertThat(system.ask("/api/customers/" + person.getKey()).body()).contains("bird ");
            for (var record : person.getValue()) {
                assertThat(system.ask(record).body()).contains("bird ");
            }
        }
    }

    /** By all services, for all time. */
    private static void isGone(RunningSystem system, People people) throws Exception {
        for (var person : people.records().entrySet()) {
            var place = "/api/customers/" + person.getKey();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> system.ask(place + "/erasure").body().contains("\"done\":true"));
            for (var gone : List.of(place, place + "/history", place + "?asOf=2999-01-01T00:00:00Z")) {
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

    private static void tellsNothing(Map<String, String> texts, Collection<String> canaries) {
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

    /** Log segments are compressed, so what they hold is asked for, too. */
    private static Map<String, String> told(RunningSystem system) throws IOException {
        var told = new TreeMap<String, String>();
        for (var topic : TOPICS) {
            var text = new StringBuilder();
            for (var fact : system.facts(topic)) {
                text.append(new String(fact.key(), UTF_8)).append(new String(fact.value(), UTF_8));
                fact.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
            }
            assertThat(text).as(topic).isNotEmpty();
            told.put(topic, text.toString());
        }
        return told;
    }

    /** What the system leaves, but for the mails that arrived: they belong to whoever got them. */
    private static Map<String, String> files(Path root) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(root.resolve("data").resolve("mail"))) {
                    // Every byte becomes one character, so that whatever is ASCII is found.
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
