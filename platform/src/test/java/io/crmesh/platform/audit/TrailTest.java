package io.crmesh.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.crmesh.audit.Action;
import io.crmesh.audit.Chain;
import io.crmesh.audit.Chain.Known;
import io.crmesh.audit.Entry;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Link;
import io.crmesh.audit.Trail;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.platform.testing.AuditKeys;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recorded entry enters the chain once, even if processes are killed, the database is away or many write. */
class TrailTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    private Path folder;

    private EmbeddedDatabase server;
    private MongoClient client;
    private Ledger ledger;
    private HeadKeys keys;

    @BeforeEach
    void open() {
        keys = new HeadKeys(AuditKeys.add(folder.resolve("keys"), "first"));
        server = EmbeddedDatabase.open(folder.resolve("database"), 0);
        client = MongoClients.create(uri());
        ledger = ledger();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void recordedEntriesFormACompleteChain() {
        try (var trail = start("spool", GIGABYTE)) {
            record(trail, "a", 1200);
            awaitEntries(1200);

            assertThat(records()).containsExactlyElementsOf(names("a", 1200));
            assertThat(verified()).isEmpty();
            await().atMost(TIMEOUT).until(() -> trail.waiting() == 0);
        }
    }

    @Test
    void lastEntriesAreChainedOnClose() {
        try (var trail = start("spool", GIGABYTE)) {
            record(trail, "a", 3);
        }

        assertThat(records()).containsExactlyElementsOf(names("a", 3));
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    /** Such as no memory left, or a class that cannot be loaded. */
    @Test
    void errorDoesNotStopTheTrail() {
        var failing = new Ledger(standIn(MongoDatabase.class, this::failingCollection));
        var settings = new Trail.Settings("tests", folder.resolve("spool"), GIGABYTE);
        try (var trail = new Trail(settings, failing, keys)) {
            trail.start();
            record(trail, "a", 3);

            awaitEntries(3);
        }
        assertThat(verified()).isEmpty();
    }

    private Object failingCollection(Object[] asked) {
        var collection = client.getDatabase("trails").getCollection((String) asked[0], BsonDocument.class);
        var failures = new AtomicInteger(2);
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoCollection.class}, (_, method, arguments) -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new NoClassDefFoundError("of the driver");
                    }
                    return method.invoke(collection, arguments);
                });
    }

    private static <T> T standIn(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, _, arguments) -> answer.apply(arguments)));
    }

    @Test
    void concurrentWritersShareOneChain() throws InterruptedException {
        try (var one = start("one", GIGABYTE);
                var other = start("other", GIGABYTE)) {
            var threads = List.of(
                    Thread.ofVirtual().start(() -> record(one, "a", 2000)),
                    Thread.ofVirtual().start(() -> record(other, "b", 2000)),
                    Thread.ofVirtual().start(() -> record(other, "c", 2000)));
            for (var thread : threads) {
                thread.join();
            }
            awaitEntries(6000);
        }

        assertThat(verified()).isEmpty();
        var records = records();
        for (var writer : List.of("a", "b", "c")) {
            assertThat(records.stream().filter(each -> each.startsWith(writer)))
                    .containsExactlyElementsOf(names(writer, 2000));
        }
        assertThat(records).hasSize(6000);
    }

    @Test
    void entriesOfKilledProcessesAreChainedExactlyOnce() throws Exception {
        var printed = new ArrayList<String>();
        for (int run = 0; run < 5; run++) {
            printed.addAll(untilKilled("run" + run, 400 + 300 * run));
        }

        try (var _ = start("spool", GIGABYTE)) {
            await().atMost(TIMEOUT).until(() -> new HashSet<>(records()).containsAll(printed));
        }

        assertThat(records()).doesNotHaveDuplicates();
        assertThat(verified()).isEmpty();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void recordingContinuesWhileTheDatabaseIsAway() {
        try (var trail = start("spool", GIGABYTE)) {
            record(trail, "a", 10);
            awaitEntries(10);
            var port = server.port();
            server.close();

            var before = System.nanoTime();
            record(trail, "b", 1000);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            assertThat(trail.waiting()).isPositive();

            server = EmbeddedDatabase.open(folder.resolve("database"), port);
            awaitEntries(1010);
        }

        assertThat(records()).hasSize(1010).doesNotHaveDuplicates();
        assertThat(verified()).isEmpty();
    }

    @Test
    void refusalsAreNotRecordedBeyondTheLimit() {
        server.close();
        var limit = (1L << 20) + 2_000;
        try (var trail = start("spool", limit)) {
            assertThat(trail.hasRoom()).isTrue();
            record(trail, "a", 100);
            assertThat(trail.hasRoom()).isFalse();

            while (trail.waiting() <= limit) {
                trail.record(refused());
            }
            var full = trail.waiting();
            trail.record(refused());
            assertThat(trail.waiting()).isEqualTo(full);
            trail.record(RecordingProcess.entry("what was under way"));
            assertThat(trail.waiting()).isGreaterThan(full);
        }
    }

    @Test
    void changedEntryIsDetected() {
        fill();
        var _ = ledger.entries()
                .updateOne(
                        Filters.eq("_id", 4L),
                        new BsonDocument("$set", new BsonDocument("actor", new BsonString("USER:usr_2"))));

        assertThat(verified()).contains("4 is not as it was written");
    }

    @Test
    void deletedEntryIsDetectedAndLaterOnesAreKept() {
        fill();
        var _ = ledger.entries().deleteOne(Filters.eq("_id", 10L));
        assertThat(verified()).contains("10 is missing: the head is at 10");

        try (var trail = start("spool", GIGABYTE)) {
            record(trail, "b", 5);
        }

        assertThat(records()).endsWith("b-0", "b-1", "b-2", "b-3", "b-4");
    }

    @Test
    void nothingIsWrittenOnceTheHeadIsMissing() {
        fill();
        client.getDatabase("trails").getCollection("audit-head").drop();

        try (var trail = start("spool", GIGABYTE)) {
            record(trail, "b", 5);
        }

        assertThat(records()).hasSize(10);
        assertThat(folder.resolve("spool")).isNotEmptyDirectory();
    }

    private void fill() {
        try (var trail = start("spool", GIGABYTE)) {
            record(trail, "a", 10);
        }
        assertThat(verified()).isEmpty();
    }

    /** Kills the process while the chain grows, so that it most probably is in the middle of writing to it. */
    private List<String> untilKilled(String run, int growth) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingProcess.class.getName(),
                        uri(),
                        "trails",
                        folder.resolve("spool").toString(),
                        folder.resolve("keys").toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var printed = new ArrayList<String>();
        var listening =
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(printed::add));
        var before = ledger.entries().countDocuments();
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(7))
                .until(() -> ledger.entries().countDocuments() > before + growth);
        var _ = process.toHandle().destroyForcibly();
        listening.join();
        var _ = process.onExit().join();
        return printed.stream()
                .filter(each -> each.matches("run\\d-\\d+;"))
                .map(each -> each.replace(";", ""))
                .toList();
    }

    private Trail start(String spool, long limit) {
        var trail = new Trail(new Trail.Settings("tests", folder.resolve(spool), limit), ledger(), keys);
        trail.start();
        return trail;
    }

    private Ledger ledger() {
        return new Ledger(client.getDatabase("trails"));
    }

    private static void record(Trail trail, String writer, int count) {
        names(writer, count).forEach(name -> trail.record(RecordingProcess.entry(name)));
    }

    private static Entry refused() {
        var entry = RecordingProcess.entry("x");
        return new Entry(entry.at(), entry.actor(), Action.REFUSED, null, entry.what(), List.of(), 0, 403, null);
    }

    private static List<String> names(String writer, int count) {
        return IntStream.range(0, count).mapToObj(i -> writer + "-" + i).toList();
    }

    private void awaitEntries(int count) {
        await().atMost(TIMEOUT).until(() -> ledger.entries().countDocuments() == count);
    }

    private List<String> records() {
        return all().stream().map(link -> link.entry().records().getFirst()).toList();
    }

    private List<Link> all() {
        var all = new ArrayList<Link>();
        var page = ledger.entries(0, 1000);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = ledger.entries(all.getLast().sequence(), 1000);
        }
        return all;
    }

    private Set<String> verified() {
        var chain = new Chain("tests", keys, Known.NOTHING);
        all().forEach(chain::add);
        return chain.endsWith(ledger.head().orElseThrow()).stream()
                .map(found -> found.sequence() + " " + found.what())
                .collect(Collectors.toSet());
    }

    private String uri() {
        return server.connectionString();
    }
}
