package io.crmesh.platform.store;

import static io.crmesh.platform.event.Outcome.AHEAD;
import static io.crmesh.platform.event.Outcome.APPLIED;
import static io.crmesh.platform.event.Outcome.DUPLICATE;
import static io.crmesh.platform.event.Outcome.GAP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.deciding.JournalEntry;
import io.crmesh.platform.document.PendingEvents.PendingRow;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.outbox.OutboxStore;
import io.crmesh.platform.outbox.StoreFaultPoints;
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
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decision is made once, on the state with exactly that event, and its followers are inserted. */
class EventDrivenAggregatesTest {

    final String name = ServiceProcess.anyName();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @Test
    void eventDeliveredTwiceIsAppliedOnce() {
        try (var process = ServiceProcess.in(name).idle()) {
            assertThat(process.tallies.on(event("a", 1))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(event("a", 1))).isEqualTo(DUPLICATE);
            assertThat(count(process)).isEqualTo(1);
        }
    }

    @Test
    void eventWithoutItsPredecessorIsAGap() {
        try (var process = ServiceProcess.in(name).idle()) {
            assertThat(process.tallies.on(event("a", 2))).isEqualTo(GAP);
            assertThat(process.tallies.on(event("a", 1))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(event("b", 2))).isEqualTo(GAP);
            assertThat(process.tallies.on(event("a", 2))).isEqualTo(APPLIED);
            assertThat(count(process)).isEqualTo(2);
        }
    }

    @Test
    void eventOutsideTheWindowIsStillADuplicate() {
        try (var process = ServiceProcess.in(name).start()) {
            assertThat(process.tallies.on(event("old", 1))).isEqualTo(APPLIED);
            for (int i = 1; i <= 120; i++) {
                assertThat(process.tallies.on(event("busy", i))).isEqualTo(APPLIED);
            }

            assertThat(process.tallies.on(event("old", 1))).isEqualTo(DUPLICATE);
            assertThat(process.tallies.on(event("old", 2))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(event("old", 4))).isEqualTo(GAP);
            assertThat(count(process)).isEqualTo(122);
        }
    }

    @Test
    void eventIsAheadUntilTheOneThatItRestsOnIsApplied() {
        var order = event("ord_1", 1).restingOn(event("cus_1", 2).reference());
        try (var process = ServiceProcess.in(name).idle()) {
            assertThat(process.tallies.on(order)).isEqualTo(AHEAD);
            assertThat(process.tallies.on(event("cus_1", 1))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(order)).isEqualTo(AHEAD);
            assertThat(count(process)).isEqualTo(1);

            assertThat(process.tallies.onAll(List.of(order, event("cus_1", 2), order)))
                    .containsExactly(AHEAD, APPLIED, APPLIED);
            assertThat(process.tallies.on(order)).isEqualTo(DUPLICATE);
            assertThat(process.tallies.journal("cus_1", 2, 1).getFirst().event().restsOn())
                    .isEqualTo(order.restsOn());
        }
    }

    /** Without the journal's rows only the document can tell. */
    @Test
    void documentTellsHowFarTheAggregateOfTheKeyHasCome() {
        try (var process = ServiceProcess.in(name).start()) {
            fillWindowAfterTwoEventsOfTheKey(process);
            process.sweepUntilSettled();
            assertThat(process.database
                            .getCollection("tallies.journal")
                            .deleteMany(new BsonDocument())
                            .getDeletedCount())
                    .isEqualTo(52);

            var order = event("ord_1", 1).restingOn(event("cus_1", 2).reference());

            assertThat(process.tallies.on(order)).isEqualTo(APPLIED);
        }
    }

    @Test
    void journalTellsItForDocumentsOfEarlierBuilds() {
        try (var process = ServiceProcess.in(name).start()) {
            fillWindowAfterTwoEventsOfTheKey(process);
            process.sweepUntilSettled();
            process.database.getCollection("tallies").updateMany(new BsonDocument(), Updates.unset("keySeq"));
            var base = event("cus_1", 2).reference();

            assertThat(process.tallies.on(event("ord_1", 1).restingOn(base.next())))
                    .isEqualTo(AHEAD);
            assertThat(process.tallies.on(event("ord_1", 1).restingOn(base))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(event("cus_1", 3))).isEqualTo(APPLIED);
            assertThat(process.tallies.on(event("ord_1", 2).restingOn(base.next())))
                    .isEqualTo(APPLIED);
        }
    }

    private static void fillWindowAfterTwoEventsOfTheKey(ServiceProcess process) {
        assertThat(process.tallies.on(event("cus_1", 1))).isEqualTo(APPLIED);
        assertThat(process.tallies.on(event("cus_1", 2))).isEqualTo(APPLIED);
        for (int i = 1; i <= 50; i++) {
            assertThat(process.tallies.on(event("busy", i))).isEqualTo(APPLIED);
        }
    }

    @Test
    void journalListsEventsInOrderOfApplicationWithVerdicts() {
        try (var process = ServiceProcess.in(name).idle()) {
            for (int i = 1; i <= 60; i++) {
                assertThat(process.tallies.on(event("a", i))).isEqualTo(APPLIED);
            }
            process.sweepUntilSettled();

            var entries = process.tallies.journal("cus_1", 0, 100);

            assertThat(entries)
                    .extracting(JournalEntry::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 60).mapToObj(Long::valueOf).toList());
            assertThat(entries).extracting(entry -> entry.event().id()).contains("a:1", "a:60");
            assertThat(entries.get(2).verdict(Verdict.class)).isEqualTo(new Verdict("count is 3", true));
            assertThat(process.tallies.journal("cus_1", 57, 2))
                    .extracting(JournalEntry::number)
                    .containsExactly(58L, 59L);
        }
    }

    @Test
    void twentyConcurrentDeliveriesApplyEachEventOnce() throws Exception {
        try (var process = ServiceProcess.in(name).start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sequence = 1; sequence <= 10; sequence++) {
                var event = event("a", sequence);
                var outcomes = threads.invokeAll(Collections.nCopies(20, () -> process.tallies.on(event)));
                assertThat(outcomes.stream().map(Future::resultNow))
                        .as("what became of event %d", sequence)
                        .containsOnlyOnce(APPLIED)
                        .containsOnly(APPLIED, DUPLICATE);
            }
            assertThat(count(process)).isEqualTo(10);
            assertThat(process.tallies.journal("cus_1", 0, 100)).hasSize(10);
        }
    }

    @Test
    void eventsOfAggregatesInAnyOrderGiveTheSameCount() {
        var random = new Random(7);
        try (var process = ServiceProcess.in(name).start()) {
            var waiting = new ArrayList<>(IntStream.rangeClosed(1, 20)
                    .boxed()
                    .flatMap(i -> List.of(event("a", i), event("b", i), event("c", i)).stream())
                    .toList());
            while (!waiting.isEmpty()) {
                Collections.shuffle(waiting, random);
                waiting.removeIf(event -> process.tallies.on(event) != GAP);
            }
            assertThat(count(process)).isEqualTo(60);
        }
    }

    @Test
    void batchOfEventsEndsAsSingleEventsWould() {
        var random = new Random(11);
        try (var process = ServiceProcess.in(name).start()) {
            var applied = new HashMap<String, Long>();
            var order = new ArrayList<String>();
            while (order.size() < 150) {
                var some = new ArrayList<RecordedEvent>();
                var expected = new ArrayList<Outcome>();
                for (int i = random.nextInt(1, 12); i > 0; i--) {
                    var subject = List.of("a", "b", "c").get(random.nextInt(3));
                    var last = applied.getOrDefault(subject, 0L);
                    var sequence = Math.max(1, last + random.nextInt(-1, 3));
                    some.add(event(subject, sequence));
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
            assertThat(entries).extracting(entry -> entry.event().id()).containsExactlyElementsOf(order);
            assertThat(entries)
                    .extracting(JournalEntry::number)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, order.size()).boxed().toList());
            assertThat(entries.get(2).verdict(Verdict.class)).isEqualTo(new Verdict("count is 3", true));
            assertThat(count(process)).isEqualTo(order.size());
            assertThat(process.tallies
                            .find("cus_1", new AccessScope.All())
                            .orElseThrow()
                            .version())
                    .isEqualTo(order.size());
            assertThat(process.database.getCollection("runs").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void followerIsInsertedAfterProcessKilledRightAfterDecision() {
        assertThat(runsAfterKill(StoreFaultPoints.SOUND)).isEqualTo(1);
    }

    @Test
    void decisionSavedWithoutItsFollowersIsDetected() {
        var laterOnly = new StoreFaultPoints() {
            @Override
            public List<PendingRow> pendingRows(List<PendingRow> rows) {
                return rows.stream()
                        .filter(row -> !row.collection().equals("runs"))
                        .toList();
            }
        };

        assertThat(runsAfterKill(laterOnly)).isZero();
    }

    @Test
    void eventRememberedBeforeItsEffectIsDetected() {
        var guardFirst = new StoreFaultPoints() {
            @Override
            public boolean isWritten(
                    OutboxStore store,
                    BiPredicate<BsonDocument, BsonDocument> write,
                    BsonDocument at,
                    BsonDocument update) {
                var push =
                        new BsonDocument("recent", update.getDocument("$push").get("recent"));
                var guard = new BsonDocument("$push", push).append("$inc", update.get("$inc"));
                if (store.live().updateOne(at, guard).getMatchedCount() == 1) {
                    throw new Killed(); // before the effect is written
                }
                return false;
            }
        };

        assertThat(countAfterKill(StoreFaultPoints.SOUND)).isEqualTo(3);
        assertThat(countAfterKill(guardFirst)).isLessThan(3);
    }

    /**
     * The count after three events, each delivered again after the process was killed where the fault point allows it.
     */
    private int countAfterKill(StoreFaultPoints faults) {
        var key = "cus_" + System.nanoTime();
        for (int i = 1; i <= 3; i++) {
            var event = event("a" + key, i, key);
            try (var process = ServiceProcess.in(name).with(faults).idle()) {
                var _ = process.tallies.on(event);
            } catch (Killed _) {
                // it comes again
            }
            try (var process = ServiceProcess.in(name).with(faults).idle()) {
                var _ = process.tallies.on(event);
            }
        }
        try (var process = ServiceProcess.in(name).idle()) {
            return process.tallies
                    .find(key, new AccessScope.All())
                    .orElseThrow()
                    .state()
                    .count();
        }
    }

    private long runsAfterKill(StoreFaultPoints faults) {
        var killed = new StoreFaultPoints() {
            @Override
            public List<PendingRow> pendingRows(List<PendingRow> rows) {
                return faults.pendingRows(rows);
            }

            @Override
            public void reached(Step step) {
                if (step == Step.SAVED) {
                    throw new Killed();
                }
            }
        };
        for (int i = 1; i <= 3; i++) {
            var event = event("a", i);
            try (var process = ServiceProcess.in(name).with(killed).idle()) {
                assertThatThrownBy(() -> process.tallies.on(event)).isInstanceOf(Killed.class);
            }
        }
        try (var other = ServiceProcess.in(name).with(faults).idle()) {
            assertThat(other.tallies.on(event("a", 3))).isEqualTo(DUPLICATE);
            other.sweepUntilSettled();
            other.sweepUntilSettled();
            return other.database.getCollection("runs").countDocuments();
        }
    }

    static int count(ServiceProcess process) {
        return process.tallies
                .find("cus_1", new AccessScope.All())
                .orElseThrow()
                .state()
                .count();
    }

    static RecordedEvent event(String subject, long sequence) {
        return event(subject, sequence, "cus_1");
    }

    static RecordedEvent event(String subject, long sequence, String key) {
        var now = Instant.parse("2026-11-22T08:00:00Z");
        return new RecordedEvent(
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
