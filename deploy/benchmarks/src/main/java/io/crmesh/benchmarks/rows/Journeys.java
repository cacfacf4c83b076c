package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.load.Deliveries;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.load.Tally;
import io.crmesh.benchmarks.load.Waits;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * A steady round of one subject: how long an answer takes, and how long until a consumer hears of the order.
 *
 * @param fromAccepted from the answer; an order that is told of before its answer is here took no time
 * @param fromIntended from when the request was meant to start
 */
record Journeys(Waits answers, Waits fromAccepted, Waits fromIntended, long lost) {

    private static final Duration LAST = Duration.ofSeconds(10);

    static Journeys of(Subject subject, Deliveries deliveries, Load load) throws InterruptedException {
        deliveries.remember();
        var before = deliveries.arrived(subject.topic()).count();
        var tally = load.on(subject.server().http(), subject.orders());
        var _ = deliveries.await(subject.topic(), before + tally.successes(), LAST);
        var arrivals = deliveries.arrivals();
        return new Journeys(
                tally.waits(),
                waits(tally, arrivals, Tally.Times::answered),
                waits(tally, arrivals, Tally.Times::intended),
                tally.failures()
                        + tally.accepted().keySet().stream()
                                .filter(id -> !arrivals.containsKey(id))
                                .count());
    }

    private static Waits waits(Tally tally, Map<String, Long> arrivals, ToLongFunction<Tally.Times> from) {
        var waits = new Histogram(3);
        tally.accepted().forEach((id, times) -> {
            var arrival = arrivals.get(id);
            if (arrival != null) {
                waits.recordValue(Math.max(0, arrival - from.applyAsLong(times)));
            }
        });
        return Waits.of(waits);
    }
}
