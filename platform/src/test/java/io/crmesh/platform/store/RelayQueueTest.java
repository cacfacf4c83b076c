package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.store.RelayQueue.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hand-over between those who owe and the one who pays. */
class RelayQueueTest {

    private static final int ROOM = 2_000;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<List<Image>> batches = Collections.synchronizedList(new ArrayList<>());
    private final RelayQueue<Image> queue = new RelayQueue<>("queue", Pace.NONE, image -> image, this::work);

    private void work(List<Image> batch) {
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
    void ofSeveralImagesOfAnAggregateOnlyTheNewestIsTaken() {
        queue.offer(image("a", 2));
        queue.offer(image("b", 1));
        queue.offer(image("a", 3));
        queue.offer(image("a", 1));

        queue.start();

        await().untilAsserted(() -> assertThat(batches).hasSize(1));
        assertThat(batches.getFirst())
                .extracting(image -> image.id() + image.version())
                .containsExactly("a3", "b1");
    }

    @Test
    void whatComesWhileItIsBusyMakesTheNextBatch() {
        queue.start();
        queue.offer(image("first", 1));
        await().untilAsserted(() -> assertThat(batches).hasSize(1));
        queue.offer(image("a", 1));
        queue.offer(image("b", 1));

        gate.countDown();

        await().untilAsserted(() -> assertThat(batches).hasSize(2));
        assertThat(batches.getLast()).extracting(Image::id).containsExactly("a", "b");
    }

    @Test
    void aLoneOneIsTakenAtOnceAndManyAtTheirPace() {
        gate.countDown();
        var paced = new RelayQueue<>(
                "paced", new Pace(Duration.ofMillis(300), Duration.ofSeconds(1)), (Image image) -> image, this::work);
        try {
            paced.start();
            paced.offer(image("first", 1));
            await().atMost(Duration.ofMillis(250))
                    .untilAsserted(() -> assertThat(batches).hasSize(1));
            paced.offer(image("a", 1));
            paced.offer(image("b", 1));

            await().untilAsserted(() -> assertThat(batches).hasSize(2));
            assertThat(batches.getLast()).extracting(Image::id).containsExactly("a", "b");
        } finally {
            paced.stop();
        }
    }

    @Test
    void whatFindsNoRoomIsLeftOutOrWaits() {
        for (int i = 0; i < ROOM; i++) {
            queue.offer(image("full" + i, 1));
        }
        queue.offer(image("late", 1));
        var waiting = CompletableFuture.runAsync(() -> queue.put(image("patient", 1)));
        queue.offer(image("full0", 2)); // takes the place of the one before

        assertThat(waiting).isNotDone();
        gate.countDown();
        queue.start();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
        queue.stop();
        assertThat(batches.stream().flatMap(List::stream).map(image -> image.id() + image.version()))
                .hasSize(ROOM + 1)
                .contains("patient1", "full02")
                .doesNotContain("late1", "full01");
    }

    @Test
    void whatWaitsWhenItIsStoppedIsDone() {
        gate.countDown();
        queue.offer(image("a", 1));
        queue.start();

        queue.stop();

        assertThat(batches).hasSize(1);
    }

    @Test
    void aFaultInOneBatchDoesNotEndTheOthers() {
        var failed = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var fragile = new RelayQueue<Image>("fragile", Pace.NONE, image -> image, batch -> {
            if (batch.getFirst().id().equals("bad")) {
                failed.countDown();
                throw new IllegalStateException("a bug");
            }
            done.countDown();
        });
        fragile.start();
        fragile.offer(image("bad", 1));
        await().until(() -> failed.getCount() == 0);
        fragile.offer(image("good", 1));

        await().until(() -> done.getCount() == 0);
        fragile.stop();
    }

    private static Image image(String id, long version) {
        return new Image(
                id,
                version,
                version,
                0,
                id,
                new Access(null, null, null),
                Pending.NOTHING,
                null,
                null,
                new BsonDocument());
    }
}
