package io.crmesh.benchmarks.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Latencies in milliseconds. */
public record Latencies(double p50, double p99, double most, long count) {

    private static final double NANOS = 1e6;

    /** From a histogram of nanoseconds. */
    public static Latencies of(Histogram nanos) {
        return new Latencies(
                nanos.getValueAtPercentile(50) / NANOS,
                nanos.getValueAtPercentile(99) / NANOS,
                nanos.getMaxValue() / NANOS,
                nanos.getTotalCount());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", p50, p99);
    }
}
