package io.crmesh.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.EventTimes;
import io.crmesh.platform.document.PendingEvents;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.outbox.OutboxQueue.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue between commands and the outbox relay. */
class OutboxQueueTest {

    private static final int ROOM = 2_000;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<List<DocumentSnapshot>> batches = Collections.synchronizedList(new ArrayList<>());
    private final OutboxQueue<DocumentSnapshot> queue =
            new OutboxQueue<>("queue", Pace.NONE, snapshot -> snapshot, this::work);

    private void work(List<DocumentSnapshot> batch) {
        batches.add(batch);
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        gate.countDown();
        queue.stop();
    }

    @Test
    void onlyTheNewestSnapshotOfAnAggregateIsProcessed() {
        queue.offer(snapshot("a", 2));
        queue.offer(snapshot("b", 1));
        queue.offer(snapshot("a", 3));
        queue.offer(snapshot("a", 1));

        queue.start();

        await().untilAsserted(() -> assertThat(batches).hasSize(1));
        assertThat(batches.getFirst())
                .extracting(snapshot -> snapshot.id() + snapshot.version())
                .containsExactly("a3", "b1");
    }

    @Test
    void itemsArrivingWhileBusyMakeTheNextBatch() {
        queue.start();
        queue.offer(snapshot("first", 1));
        await().untilAsserted(() -> assertThat(batches).hasSize(1));
        queue.offer(snapshot("a", 1));
        queue.offer(snapshot("b", 1));

        gate.countDown();

        await().untilAsserted(() -> assertThat(batches).hasSize(2));
        assertThat(batches.getLast()).extracting(DocumentSnapshot::id).containsExactly("a", "b");
    }

    @Test
    void singleItemIsProcessedImmediatelyAndManyAtTheirPace() {
        gate.countDown();
        var paced = new OutboxQueue<>(
                "paced",
                new Pace(Duration.ofMillis(300), Duration.ofSeconds(1)),
                (DocumentSnapshot snapshot) -> snapshot,
                this::work);
        try {
            paced.start();
            paced.offer(snapshot("first", 1));
            await().atMost(Duration.ofMillis(250))
                    .untilAsserted(() -> assertThat(batches).hasSize(1));
            paced.offer(snapshot("a", 1));
            paced.offer(snapshot("b", 1));

            await().untilAsserted(() -> assertThat(batches).hasSize(2));
            assertThat(batches.getLast()).extracting(DocumentSnapshot::id).containsExactly("a", "b");
        } finally {
            paced.stop();
        }
    }

    @Test
    void itemWithoutRoomIsDroppedByOfferAndWaitsInPut() {
        for (int i = 0; i < ROOM; i++) {
            queue.offer(snapshot("full" + i, 1));
        }
        queue.offer(snapshot("late", 1));
        var waiting = CompletableFuture.runAsync(() -> queue.put(snapshot("patient", 1)));
        queue.offer(snapshot("full0", 2)); // takes the place of the one before

        assertThat(waiting).isNotDone();
        gate.countDown();
        queue.start();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
        queue.stop();
        assertThat(batches.stream().flatMap(List::stream).map(snapshot -> snapshot.id() + snapshot.version()))
                .hasSize(ROOM + 1)
                .contains("patient1", "full02")
                .doesNotContain("late1", "full01");
    }

    @Test
    void queuedItemsAreProcessedOnStop() {
        gate.countDown();
        queue.offer(snapshot("a", 1));
        queue.start();

        queue.stop();

        assertThat(batches).hasSize(1);
    }

    @Test
    void failureOfOneBatchDoesNotStopTheQueue() {
        var failed = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var fragile = new OutboxQueue<DocumentSnapshot>("fragile", Pace.NONE, snapshot -> snapshot, batch -> {
            if (batch.getFirst().id().equals("bad")) {
                failed.countDown();
                throw new IllegalStateException("a bug");
            }
            done.countDown();
        });
        fragile.start();
        fragile.offer(snapshot("bad", 1));
        await().until(() -> failed.getCount() == 0);
        fragile.offer(snapshot("good", 1));

        await().until(() -> done.getCount() == 0);
        fragile.stop();
    }

    private static DocumentSnapshot snapshot(String id, long version) {
        return new DocumentSnapshot(
                id,
                new DocumentSnapshot.Position(version, version, 0),
                id,
                new RecordOwner(null, null, null),
                PendingEvents.NOTHING,
                null,
                EventTimes.NEVER,
                new BsonDocument());
    }
}
