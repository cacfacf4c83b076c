package io.crmesh.platform.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.testing.RealParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class TimersTest {

    static final Logger log = LoggerFactory.getLogger(TimersTest.class);
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(200);

    final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    final List<String> fired = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> late = Collections.synchronizedList(new ArrayList<>());
    final Set<String> effects = ConcurrentHashMap.newKeySet();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<TimerWorker> workers = new ArrayList<>();
    MongoClient client;
    MongoDatabase database;
    Timers timers;

    @BeforeEach
    void open() {
        client = MongoClients.create(RealParts.database().connectionString());
        database = client.getDatabase("timers_" + UUID.randomUUID().toString().substring(0, 8));
        timers = new Timers(database);
    }

    @AfterEach
    void close() {
        workers.forEach(TimerWorker::stop);
        client.close();
    }

    @Test
    void timerFiresOnceWithSeveralWorkers() {
        var now = clock.instant();
        var ids = IntStream.range(0, 300).mapToObj(n -> "t" + n).toList();
        IntStream.range(0, 300).forEach(n -> timers.set(ids.get(n), now.plusMillis(n * 5L), "remind", "ord_" + n));
        for (int n = 0; n < 3; n++) {
            worker(LONG, this::record).start();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> remaining() == 0);

        assertThat(fired).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(meters.get("crm.timers.lateness").timer().count()).isEqualTo(300);
        late.sort(Comparator.naturalOrder());
        log.warn("Late by {} in the middle, by {} at p99", late.get(150), late.get(297));
    }

    @Test
    void timerIsNotFiredBeforeItsTimeNorWithoutTask() {
        timers.set("tomorrow", clock.instant().plus(Duration.ofDays(1)), "remind", "");
        timers.set("foreign", past(), "something-else", "");

        assertThat(worker(LONG, this::record).fireDue()).isZero();
        assertThat(remaining()).isEqualTo(2);
    }

    @Test
    void timersOfKilledProcessAreFiredByTheNext() {
        timers.set("set", past(), "remind", "");
        timers.set("claimed", past().minusSeconds(1), "remind", "");
        assertThat(claims(SHORT).claim(List.of("remind"), 1)).hasSize(1);

        worker(SHORT, this::record).start();

        await().atMost(Duration.ofSeconds(20)).until(() -> remaining() == 0);
        assertThat(fired).containsExactly("set", "claimed");
    }

    @Test
    void processKilledAfterEffectFiresTwiceWithOneEffect() {
        timers.set("once", past(), "remind", "ord_1");
        var killed = worker(SHORT, due -> {
            record(due);
            throw new Killed();
        });
        assertThat(killed.fireDue()).isEqualTo(1);
        assertThat(remaining()).isEqualTo(1);

        worker(SHORT, this::record).start();

        await().atMost(Duration.ofSeconds(20)).until(() -> remaining() == 0);
        assertThat(fired).containsExactly("once", "once");
        assertThat(effects).containsExactly("ord_1");
    }

    @Test
    void failingTaskIsTriedAgain() {
        timers.set("hard", past(), "remind", "ord_1");
        worker(SHORT, due -> {
                    record(due);
                    if (fired.size() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .start();

        await().atMost(Duration.ofSeconds(20)).until(() -> remaining() == 0);
        assertThat(fired).hasSize(3);
    }

    @Test
    void expiredClaimCannotEndTimer() {
        timers.set("late", past(), "remind", "");
        var slow = claims(Duration.ZERO);
        var first = slow.claim(List.of("remind"), 1).getFirst();
        await().until(() -> {
            slow.releaseExpired();
            return database.getCollection("timers").countDocuments(new Document("waiting", true)) == 1;
        });
        var second = claims(LONG).claim(List.of("remind"), 1).getFirst();

        slow.end(first);
        assertThat(remaining()).isEqualTo(1);
        slow.end(second);
        assertThat(remaining()).isZero();
    }

    @Test
    void timerSetAgainIsTheSameAndTimerSetWhileFiringStays() {
        var due = past();
        timers.set("again", due, "remind", "a");
        timers.set("again", due, "remind", "a");
        assertThat(remaining()).isEqualTo(1);
        var claim = claims(LONG).claim(List.of("remind"), 10).getFirst();

        timers.set("again", clock.instant().plus(Duration.ofDays(1)), "remind", "b");
        claims(LONG).end(claim);

        assertThat(remaining()).isEqualTo(1);
    }

    @Test
    void cancelledTimerIsNotFired() {
        timers.set("never", past(), "remind", "");
        timers.cancel("never");

        assertThat(worker(LONG, this::record).fireDue()).isZero();
    }

    private static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    private void record(Due due) {
        fired.add(due.id());
        late.add(Duration.between(due.at(), clock.instant()));
        effects.add(due.payload());
    }

    private Instant past() {
        return clock.instant().minusSeconds(1);
    }

    private long remaining() {
        return database.getCollection("timers").countDocuments();
    }

    private Claims claims(Duration lease) {
        var claims = new Claims(
                database, new DatabaseClock(database, clock, UUID.randomUUID().toString()), lease);
        claims.prepareIndexes();
        return claims;
    }

    private TimerWorker worker(Duration lease, Consumer<Due> task) {
        var remind = new TimerTask() {
            @Override
            public String kind() {
                return "remind";
            }

            @Override
            public void fire(Due due) {
                task.accept(due);
            }
        };
        var settings = new TimerSettings(Duration.ofMillis(20), lease);
        var worker = new TimerWorker(claims(lease), List.of(remind), settings, meters);
        workers.add(worker);
        return worker;
    }
}
