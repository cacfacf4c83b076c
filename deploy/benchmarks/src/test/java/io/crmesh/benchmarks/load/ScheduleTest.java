package io.crmesh.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void scheduleKeepsRateOverLongTime() {
        var schedule = new Schedule(500, 300);

        assertThat(schedule.intended(0)).isEqualTo(500);
        assertThat(schedule.intended(3)).isEqualTo(500 + TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(schedule.intended(300 * 3600)).isEqualTo(500 + TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void lateRequestCountsFromIntendedStart() {
        var begin = System.nanoTime() - TimeUnit.SECONDS.toNanos(10);

        var start = new Pace.Steady(1).from(begin).await(2);

        assertThat(start).isEqualTo(begin + TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void requestNeverStartsBeforeIntendedStart() {
        var begin = System.nanoTime();

        var start = new Pace.Steady(100).from(begin).await(3);

        assertThat(start).isEqualTo(begin + TimeUnit.MILLISECONDS.toNanos(30));
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(start);
    }
}
