package io.crmesh.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
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

class BookmarksTest {

    private Site site;

    @BeforeEach
    void aSite() throws InterruptedException {
        site = new Site().ready();
    }

    @AfterEach
    void isLeft() {
        site.close();
    }

    @Test
    void whoeverIsStoppedReadsNothingAgain() {
        tell(1, 5);
        runUntil("ord_1:5");

        tell(6, 6);
        runUntil("ord_1:6");

        assertThat(site.ledger.seen()).isEqualTo(told(1, 6));
    }

    @Test
    void whoseDatabaseIsPutBackReadsAgainWhatCameAfterTheCopy() {
        tell(1, 5);
        runUntil("ord_1:5");
        var copy = copy();
        tell(6, 9);
        runUntil("ord_1:9");

        putBack(copy);
        runUntil("ord_1:9");

        assertThat(site.ledger.seen().subList(9, site.ledger.seen().size())).isEqualTo(told(6, 9));
    }

    @Test
    void itIsKnownHowLongThatTakes() throws InterruptedException {
        tell(1, 1);
        runUntil("ord_1:1");
        var copy = copy();
        tell(2, 2);
        runUntil("ord_1:2");
        putBack(copy);
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        site.ledger.before(_ -> {
            entered.countDown();
            holdUntil(leave);
        });

        var listeners = site.start();

        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(isBehindItself(listeners)).isTrue();
        leave.countDown();
        await().until(() -> !isBehindItself(listeners));
    }

    /** From before there were bookmarks, or of a group that is new. */
    @Test
    void whereTheDatabaseKnowsNothingTheBrokerIsBelieved() {
        tell(1, 3);
        runUntil("ord_1:3");
        bookmarks().drop();

        var listeners = site.start();
        await().untilAsserted(() -> assertThat(copy()).isNotEmpty());
        site.stop();

        assertThat(isBehindItself(listeners)).isFalse();
        assertThat(site.ledger.seen()).isEqualTo(told(1, 3));
    }

    @Test
    void noBookmarkGoesBack() {
        var marks = new Bookmarks(site.database);
        var partition = new TopicPartition("crm.orders", 3);

        marks.advance("group", Map.of(partition, 7L));
        marks.advance("group", Map.of(partition, 5L));

        assertThat(marks.of("group")).containsExactly(Map.entry(partition, 7L));
        assertThat(marks.of("another")).isEmpty();
    }

    private static void holdUntil(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new Outage(e);
        }
    }

    private static boolean isBehindItself(Listeners listeners) {
        return listeners.groups().stream().allMatch(Listeners.Group::behindItself);
    }

    private void tell(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(n -> site.send(site.fact("cus_1", "ord_1", n)));
    }

    private static List<String> told(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "ord_1:" + n).toList();
    }

    /** Until the last one was seen once more than before, and the broker knows of it. */
    private void runUntil(String last) {
        var before = count(last);
        site.start();
        await().untilAsserted(() -> assertThat(count(last)).isEqualTo(before + 1));
        await().untilAsserted(() -> assertThat(site.lag()).isZero());
        site.stop();
    }

    private long count(String fact) {
        return site.ledger.seen().stream().filter(fact::equals).count();
    }

    private MongoCollection<Document> bookmarks() {
        return site.database.getCollection("bookmarks");
    }

    private List<Document> copy() {
        return bookmarks().find().into(new ArrayList<>());
    }

    private void putBack(List<Document> copy) {
        bookmarks().drop();
        bookmarks().insertMany(copy);
    }
}
