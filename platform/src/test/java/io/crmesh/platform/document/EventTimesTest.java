package io.crmesh.platform.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** Neither time of an aggregate's events ever goes back, and nothing happens later than it is recorded. */
class EventTimesTest {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant PAST = Instant.parse("1997-05-06T00:00:00Z");

    @Test
    void firstEventHappenedWhenItOccurred() {
        var first = EventTimes.NEVER.next(NOON, PAST);

        assertThat(first).isEqualTo(new EventTimes(NOON, PAST));
        assertThat(EventTimes.of(first.toBson())).isEqualTo(first);
    }

    @Test
    void eventThatOccurredBeforeTheOneBeforeItHappenedWithThatOne() {
        var first = EventTimes.NEVER.next(NOON, NOON);

        var imported = first.next(NOON.plusSeconds(60), PAST);

        assertThat(imported).isEqualTo(new EventTimes(NOON.plusSeconds(60), NOON));
    }

    @Test
    void eventOfTheFutureHappenedWhenItWasRecorded() {
        assertThat(EventTimes.NEVER.next(NOON, NOON.plusSeconds(60))).isEqualTo(new EventTimes(NOON, NOON));
    }

    @Test
    void clockThatGoesBackIsNotFollowed() {
        var first = EventTimes.NEVER.next(NOON, NOON);

        assertThat(first.next(NOON.minusSeconds(60), NOON.minusSeconds(60))).isEqualTo(first);
    }

    @Test
    void timesOfAnyEventsRiseTogether() {
        var random = new Random(11);
        var last = EventTimes.NEVER;
        for (int i = 0; i < 1000; i++) {
            var next = last.next(any(random), any(random));

            assertThat(next.recordedAt()).isAfterOrEqualTo(last.recordedAt());
            assertThat(next.happenedAt()).isAfterOrEqualTo(last.happenedAt()).isBeforeOrEqualTo(next.recordedAt());
            last = next;
        }
    }

    private static Instant any(Random random) {
        return NOON.plus(Duration.ofMinutes(random.nextInt(-1000, 1000)));
    }

    @Test
    void documentWithoutAnEventHasNoTimes() {
        assertThat(EventTimes.NEVER.toBson()).isEmpty();
        assertThat(EventTimes.of(new BsonDocument())).isEqualTo(EventTimes.NEVER);
    }
}
