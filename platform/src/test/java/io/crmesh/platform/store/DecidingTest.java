package io.crmesh.platform.store;

import static io.crmesh.platform.fact.Outcome.APPLIED;
import static io.crmesh.platform.fact.Outcome.DUPLICATE;
import static io.crmesh.platform.fact.Outcome.GAP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.Pending.OwedRow;
import io.crmesh.platform.store.ServiceProcess.Killed;
import io.crmesh.platform.store.Tally.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decision is made once, on the state as it stands with exactly that fact, and what must follow does. */
class DecidingTest {

    final String name = ServiceProcess.anyName();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @Test
    void aFactAppliedTwiceCountsOnce() {
        try (var process = ServiceProcess.in(name).idle()) {
            assertThat(process.tallies.on(fact("a", 1))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(fact("a", 1))).isEqualTo(DUPLICATE);
            assertThat(count(process)).isEqualTo(1);
        }
    }

    @Test
    void aFactWhosePredecessorIsMissingIsNotApplied() {
        try (var process = ServiceProcess.in(name).idle()) {
            assertThat(process.tallies.on(fact("a", 2))).isEqualTo(GAP);
            assertThat(process.tallies.on(fact("a", 1))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(fact("b", 2))).isEqualTo(GAP);
            assertThat(process.tallies.on(fact("a", 2))).isEqualTo(APPLIED);
            assertThat(count(process)).isEqualTo(2);
        }
    }

    @Test
    void anOldFactIsRecognisedLongAfterItLeftTheWindow() {
        try (var process = ServiceProcess.in(name).start()) {
            assertThat(process.tallies.on(fact("old", 1))).isEqualTo(APPLIED);
            for (int i = 1; i <= 120; i++) {
                assertThat(process.tallies.on(fact("busy", i))).isEqualTo(APPLIED);
            }

            assertThat(process.tallies.on(fact("old", 1))).isEqualTo(DUPLICATE);
            assertThat(process.tallies.on(fact("old", 2))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(fact("old", 4))).isEqualTo(GAP);
            assertThat(count(process)).isEqualTo(122);
        }
    }

    @Test
    void theJournalHasEveryFactInTheOrderOfApplicationWithItsVerdict() {
        try (var process = ServiceProcess.in(name).idle()) {
            for (int i = 1; i <= 60; i++) {
                assertThat(process.tallies.on(fact("a", i))).isEqualTo(APPLIED);
            }
            process.sweepUntilSettled();

            var entries = process.tallies.journal("cus_1", 0, 100);

            assertThat(entries)
                    .extracting(JournalEntry::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 60).mapToObj(Long::valueOf).toList());
            assertThat(entries).extracting(entry -> entry.fact().id()).contains("a:1", "a:60");
            assertThat(entries.get(2).verdict(Verdict.class)).isEqualTo(new Verdict("count is 3", true));
            assertThat(process.tallies.journal("cus_1", 57, 2))
                    .extracting(JournalEntry::number)
                    .containsExactly(58L, 59L);
        }
    }

    @Test
    void twentyDeliveriesAtOnceApplyEachFactOnce() throws Exception {
        try (var process = ServiceProcess.in(name).start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sequence = 1; sequence <= 10; sequence++) {
                var fact = fact("a", sequence);
                var outcomes = threads.invokeAll(Collections.nCopies(20, () -> process.tallies.on(fact)));
                assertThat(outcomes.stream().map(Future::resultNow))
                        .as("what became of fact %d", sequence)
                        .containsOnlyOnce(APPLIED)
                        .containsOnly(APPLIED, DUPLICATE);
            }
            assertThat(count(process)).isEqualTo(10);
            assertThat(process.tallies.journal("cus_1", 0, 100)).hasSize(10);
        }
    }

    @Test
    void anyOrderOfAggregatesEndsInTheSameCount() {
        var random = new Random(7);
        try (var process = ServiceProcess.in(name).start()) {
            var waiting = new ArrayList<>(IntStream.rangeClosed(1, 20)
                    .boxed()
                    .flatMap(i -> List.of(fact("a", i), fact("b", i), fact("c", i)).stream())
                    .toList());
            while (!waiting.isEmpty()) {
                Collections.shuffle(waiting, random);
                waiting.removeIf(fact -> process.tallies.on(fact) != GAP);
            }
            assertThat(count(process)).isEqualTo(60);
        }
    }

    @Test
    void factsInOneWriteEndAsIfEachHadComeAlone() {
        var random = new Random(11);
        try (var process = ServiceProcess.in(name).start()) {
            var applied = new HashMap<String, Long>();
            var order = new ArrayList<String>();
            while (order.size() < 150) {
                var some = new ArrayList<Fact>();
                var expected = new ArrayList<Outcome>();
                for (int i = random.nextInt(1, 12); i > 0; i--) {
                    var subject = List.of("a", "b", "c").get(random.nextInt(3));
                    var last = applied.getOrDefault(subject, 0L);
                    var sequence = Math.max(1, last + random.nextInt(-1, 3));
                    some.add(fact(subject, sequence));
                    expected.add(sequence <= last ? DUPLICATE : sequence == last + 1 ? APPLIED : GAP);
                    if (sequence == last + 1) {
                        applied.put(subject, sequence);
                        order.add(subject + ":" + sequence);
                    }
                }
                assertThat(process.tallies.onAll(some)).isEqualTo(expected);
            }
            process.sweepUntilSettled();

            var entries = process.tallies.journal("cus_1", 0, 1000);
            assertThat(entries).extracting(entry -> entry.fact().id()).containsExactlyElementsOf(order);
            assertThat(entries)
                    .extracting(JournalEntry::number)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, order.size()).boxed().toList());
            assertThat(entries.get(2).verdict(Verdict.class)).isEqualTo(new Verdict("count is 3", true));
            assertThat(count(process)).isEqualTo(order.size());
            assertThat(process.tallies
                            .find("cus_1", new Scope.All())
                            .orElseThrow()
                            .version())
                    .isEqualTo(order.size());
            assertThat(process.database.getCollection("runs").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void whatMustFollowFollowsAlthoughTheProcessDiedRightAfterDeciding() {
        assertThat(runsAfterADeath(StoreRules.SOUND)).isEqualTo(1);
    }

    @Test
    void savingTheDecisionWithoutWhatMustFollowIsNoticed() {
        var laterOnly = new StoreRules() {
            @Override
            public List<OwedRow> owed(List<OwedRow> rows) {
                return rows.stream()
                        .filter(row -> !row.collection().equals("runs"))
                        .toList();
            }
        };

        assertThat(runsAfterADeath(laterOnly)).isZero();
    }

    @Test
    void rememberingAFactBeforeItsEffectIsNoticed() {
        var guardFirst = new StoreRules() {
            @Override
            public boolean isWritten(Store<?, ?> store, BsonDocument at, BsonDocument update) {
                var push =
                        new BsonDocument("recent", update.getDocument("$push").get("recent"));
                var guard = new BsonDocument("$push", push).append("$inc", update.get("$inc"));
                if (store.live().updateOne(at, guard).getMatchedCount() == 1) {
                    throw new Killed(); // before the effect is written
                }
                return false;
            }
        };

        assertThat(countAfterADeath(StoreRules.SOUND)).isEqualTo(3);
        assertThat(countAfterADeath(guardFirst)).isLessThan(3);
    }

    /** What three facts come to, each of which is delivered again after a process that died when it could. */
    private int countAfterADeath(StoreRules rules) {
        var key = "cus_" + System.nanoTime();
        for (int i = 1; i <= 3; i++) {
            var fact = fact("a" + key, i, key);
            try (var process = ServiceProcess.in(name).with(rules).idle()) {
                var _ = process.tallies.on(fact);
            } catch (Killed _) {
                // it comes again
            }
            try (var process = ServiceProcess.in(name).with(rules).idle()) {
                var _ = process.tallies.on(fact);
            }
        }
        try (var process = ServiceProcess.in(name).idle()) {
            return process.tallies
                    .find(key, new Scope.All())
                    .orElseThrow()
                    .state()
                    .count();
        }
    }

    private long runsAfterADeath(StoreRules rules) {
        var dying = new StoreRules() {
            @Override
            public List<OwedRow> owed(List<OwedRow> rows) {
                return rules.owed(rows);
            }

            @Override
            public void reached(Step step) {
                if (step == Step.SAVED) {
                    throw new Killed();
                }
            }
        };
        for (int i = 1; i <= 3; i++) {
            var fact = fact("a", i);
            try (var process = ServiceProcess.in(name).with(dying).idle()) {
                assertThatThrownBy(() -> process.tallies.on(fact)).isInstanceOf(Killed.class);
            }
        }
        try (var other = ServiceProcess.in(name).with(rules).idle()) {
            assertThat(other.tallies.on(fact("a", 3))).isEqualTo(DUPLICATE);
            other.sweepUntilSettled();
            other.sweepUntilSettled();
            return other.database.getCollection("runs").countDocuments();
        }
    }

    static int count(ServiceProcess process) {
        return process.tallies
                .find("cus_1", new Scope.All())
                .orElseThrow()
                .state()
                .count();
    }

    static Fact fact(String subject, long sequence) {
        return fact(subject, sequence, "cus_1");
    }

    static Fact fact(String subject, long sequence, String key) {
        var now = Instant.parse("2026-11-22T08:00:00Z");
        return new Fact(
                subject + ":" + sequence,
                "thing.happened",
                "/crm/things",
                subject,
                sequence,
                key,
                key,
                now,
                now,
                Mode.LIVE,
                Actor.system("test"),
                "c",
                null,
                null,
                "{}".getBytes(UTF_8));
    }
}
