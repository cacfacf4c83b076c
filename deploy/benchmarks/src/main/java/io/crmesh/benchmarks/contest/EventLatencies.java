package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.DeliveryRecorder;
import io.crmesh.benchmarks.load.Latencies;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.load.LoadResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * Latencies of one subject in a steady round: until the answer, and until a consumer receives the event.
 *
 * @param fromAccepted from the answer; zero if the event arrives before the answer
 * @param fromIntended from the time at which the request was meant to start
 */
public record EventLatencies(Latencies answers, Latencies fromAccepted, Latencies fromIntended, long lost) {

    private static final Duration LAST = Duration.ofSeconds(10);

    public static EventLatencies of(Subject subject, DeliveryRecorder deliveries, Load load)
            throws InterruptedException {
        deliveries.remember();
        var before = deliveries.arrived(subject.topic()).count();
        var result = load.on(subject.server().http(), subject.orders());
        var _ = deliveries.await(subject.topic(), before + result.successes(), LAST);
        var arrivals = deliveries.arrivals();
        return new EventLatencies(
                result.waits(),
                waits(result, arrivals, LoadResult.Times::answered),
                waits(result, arrivals, LoadResult.Times::intended),
                result.failures()
                        + result.accepted().keySet().stream()
                                .filter(id -> !arrivals.containsKey(id))
                                .count());
    }

    private static Latencies waits(
            LoadResult result, Map<String, Long> arrivals, ToLongFunction<LoadResult.Times> from) {
        var waits = new Histogram(3);
        result.accepted().forEach((id, times) -> {
            var arrival = arrivals.get(id);
            if (arrival != null) {
                waits.recordValue(Math.max(0, arrival - from.applyAsLong(times)));
            }
        });
        return Latencies.of(waits);
    }
}
