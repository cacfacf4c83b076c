package io.crmesh.benchmarks.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What became of the requests of a run. */
public final class Tally {

    /** When a request was meant to start and when its answer was here. */
    public record Times(long intended, long answered) {}

    private static final int DIGITS = 3;

    private final long begin;
    private final boolean remembers;
    private final Histogram waits = new Histogram(DIGITS);
    private final Map<String, Times> accepted = new HashMap<>();
    private long successes;
    private long failures;
    private long end;
    private String trouble = "";

    /** Remembers every answer of a steady run; in a flat one that would be many, and cost what others need. */
    Tally(long begin, boolean remembers) {
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

    void failed(String why) {
        failures++;
        trouble = why;
    }

    void add(Tally other) {
        waits.add(other.waits);
        accepted.putAll(other.accepted);
        successes += other.successes;
        failures += other.failures;
        end = Math.max(end, other.end);
        trouble = other.trouble.isEmpty() ? trouble : other.trouble;
    }

    public long successes() {
        return successes;
    }

    public long failures() {
        return failures;
    }

    /** What one of those that failed got; empty if none did. */
    public String trouble() {
        return trouble;
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
    public Waits waits() {
        return Waits.of(waits);
    }

    /** By the id of what was made, if the run was a steady one. */
    public Map<String, Times> accepted() {
        return accepted;
    }
}
