package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reader of CPU times. Two readings make a {@link Usage}. */
public final class Cpu {

    private static final Path MACHINE = Path.of("/proc/stat");
    private static final double TICKS_PER_SECOND = 100;

    private final Collection<Part> parts;

    public Cpu(Collection<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** CPU times until now; that of the whole machine is in seconds, or NaN if it is unknown. */
    public record Reading(Map<String, Duration> parts, Duration own, double machine, long at) {}

    public Reading read() {
        var taken = new HashMap<String, Duration>();
        parts.forEach(part -> taken.put(part.name(), part.cpu()));
        var own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new Reading(taken, own, machine(), System.nanoTime());
    }

    public Usage since(Reading before) {
        return between(before, read());
    }

    static Usage between(Reading before, Reading after) {
        var taken = new HashMap<String, Duration>();
        after.parts()
                .forEach((name, now) -> taken.put(name, now.minus(before.parts().getOrDefault(name, now))));
        var own = after.own().minus(before.own());
        var took = Duration.ofNanos(after.at() - before.at());
        var ours = taken.values().stream().reduce(own, Duration::plus);
        var others = after.machine() - before.machine() - ours.toNanos() / 1e9;
        return new Usage(taken, own, took, Math.max(0, others) / (took.toNanos() / 1e9));
    }

    private static double machine() {
        try {
            return Files.exists(MACHINE) ? busy(Files.readAllLines(MACHINE).getFirst()) : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Of the line {@code cpu user nice system idle iowait irq softirq steal …}: all but idle and iowait. */
    static double busy(String line) {
        var words = line.strip().split("\\s+", -1);
        long ticks = 0;
        for (int i = 1; i <= 8 && i < words.length; i++) {
            if (i != 4 && i != 5) {
                ticks += Long.parseLong(words[i]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Waits until other processes are idle, but no longer than this. */
    public void awaitQuiet(Duration longest) throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < end) {
            var before = read();
            Thread.sleep(500);
            var usage = since(before);
            var ours = usage.parts().values().stream().reduce(usage.generator(), Duration::plus);
            var othersRest = Double.isNaN(usage.foreign()) || usage.foreign() < 0.1;
            if (othersRest && ours.toMillis() < 100) {
                return;
            }
        }
    }
}
