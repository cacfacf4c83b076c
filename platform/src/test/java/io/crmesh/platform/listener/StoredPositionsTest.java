package io.crmesh.platform.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.crmesh.platform.consume.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredPositionsTest {

    private ConsumerProcess process;

    @BeforeEach
    void startProcess() throws InterruptedException {
        process = new ConsumerProcess().withTopic();
    }

    @AfterEach
    void closeProcess() {
        process.close();
    }

    @Test
    void stoppedConsumerReadsNothingAgain() {
        send(1, 5);
        runUntil("ord_1:5");

        send(6, 6);
        runUntil("ord_1:6");

        assertThat(process.consumer.delivered()).isEqualTo(ids(1, 6));
    }

    @Test
    void consumerWithRestoredDatabaseReadsAgainWhatCameAfterCopy() {
        send(1, 5);
        runUntil("ord_1:5");
        var copy = copy();
        send(6, 9);
        runUntil("ord_1:9");

        restore(copy);
        runUntil("ord_1:9");

        assertThat(process.consumer
                        .delivered()
                        .subList(9, process.consumer.delivered().size()))
                .isEqualTo(ids(6, 9));
    }

    @Test
    void groupIsRereadingUntilItHasCaughtUp() throws InterruptedException {
        send(1, 1);
        runUntil("ord_1:1");
        var copy = copy();
        send(2, 2);
        runUntil("ord_1:2");
        restore(copy);
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        process.consumer.before(_ -> {
            entered.countDown();
            awaitLatch(leave);
        });

        var listeners = process.start();

        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(isRereading(listeners)).isTrue();
        leave.countDown();
        await().until(() -> !isRereading(listeners));
    }

    /** As for a new group. */
    @Test
    void groupWithoutStoredPositionsContinuesAtCommittedOffset() {
        send(1, 3);
        runUntil("ord_1:3");
        positions().drop();

        var listeners = process.start();
        await().untilAsserted(() -> assertThat(copy()).isNotEmpty());
        process.stop();

        assertThat(isRereading(listeners)).isFalse();
        assertThat(process.consumer.delivered()).isEqualTo(ids(1, 3));
    }

    @Test
    void storedPositionNeverGoesBack() {
        var positions = new StoredPositions(process.database);
        var partition = new TopicPartition("crm.orders", 3);

        positions.advance("group", Map.of(partition, 7L));
        positions.advance("group", Map.of(partition, 5L));

        assertThat(positions.of("group")).containsExactly(Map.entry(partition, 7L));
        assertThat(positions.of("another")).isEmpty();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new Outage(e);
        }
    }

    private static boolean isRereading(GroupListeners listeners) {
        return listeners.groups().stream().allMatch(GroupListeners.Group::rereading);
    }

    private void send(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(n -> process.send(process.event("cus_1", "ord_1", n)));
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "ord_1:" + n).toList();
    }

    /** Runs until the last event was delivered once more than before and its offset is committed. */
    private void runUntil(String last) {
        var before = count(last);
        process.start();
        await().untilAsserted(() -> assertThat(count(last)).isEqualTo(before + 1));
        await().untilAsserted(() -> assertThat(process.lag()).isZero());
        process.stop();
    }

    private long count(String event) {
        return process.consumer.delivered().stream().filter(event::equals).count();
    }

    private MongoCollection<Document> positions() {
        return process.database.getCollection("consumer-positions");
    }

    private List<Document> copy() {
        return positions().find().into(new ArrayList<>());
    }

    private void restore(List<Document> copy) {
        positions().drop();
        positions().insertMany(copy);
    }
}
