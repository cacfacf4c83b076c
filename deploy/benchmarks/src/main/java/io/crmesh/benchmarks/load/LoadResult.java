package io.crmesh.benchmarks.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Result of a load: counts, latencies and, for a steady load, the times of each accepted request. */
public final class LoadResult {

    /** When a request was meant to start and when its answer had arrived. */
    public record Times(long intended, long answered) {}

    private static final int DIGITS = 3;

    private final long begin;
    private final boolean remembers;
    private final Histogram waits = new Histogram(DIGITS);
    private final Map<String, Times> accepted = new HashMap<>();
    private long successes;
    private long failures;
    private long end;
    private String failure = "";

    /** Records the times of each answer of a steady load; a flat load has too many, which would take CPU from the subject. */
    LoadResult(long begin, boolean remembers) {
        this.begin = begin;
        this.remembers = remembers;
        this.end = begin;
    }

    void note(long intended, Answer answer) {
        end = Math.max(end, answer.at());
        if (!answer.isSuccess()) {
            failed("status " + answer.status());
            return;
        }
        successes++;
        waits.recordValue(answer.at() - intended);
        if (remembers && !answer.location().isEmpty()) {
            var _ = accepted.put(answer.location(), new Times(intended, answer.at()));
        }
    }

    void failed(String error) {
        failures++;
        failure = error;
    }

    void add(LoadResult other) {
        waits.add(other.waits);
        accepted.putAll(other.accepted);
        successes += other.successes;
        failures += other.failures;
        end = Math.max(end, other.end);
        failure = other.failure.isEmpty() ? failure : other.failure;
    }

    public long successes() {
        return successes;
    }

    public long failures() {
        return failures;
    }

    /** The error of one failed request; empty if none failed. */
    public String failure() {
        return failure;
    }

    /** When the first request was meant to start. */
    public long begin() {
        return begin;
    }

    public Duration took() {
        return Duration.ofNanos(end - begin);
    }

    public double perSecond() {
        return successes * 1e9 / Math.max(1, end - begin);
    }

    /** From the intended start to the end of the answer. */
    public Latencies waits() {
        return Latencies.of(waits);
    }

    /** Times by the id of the created record, for a steady load only. */
    public Map<String, Times> accepted() {
        return accepted;
    }
}
