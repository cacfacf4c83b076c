package io.crmesh.local.imports;

import java.io.PrintStream;
import java.time.Duration;

/** Progress of a phase: a moving bar in a terminal, otherwise a line every five seconds. */
final class Progress {

    private static final int WIDTH = 30;
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration REDRAW_INTERVAL = Duration.ofMillis(100);

    private final PrintStream out;
    private final boolean terminal;
    private final String phase;
    private final long total;
    private final long started = System.nanoTime();
    private long done;
    private long nextOutput = started;

    Progress(PrintStream out, boolean terminal, String phase, long total) {
        this.out = out;
        this.terminal = terminal;
        this.phase = phase;
        this.total = total;
    }

    synchronized void advance(long by) {
        done += by;
        var now = System.nanoTime();
        if (now >= nextOutput) {
            nextOutput = now + (terminal ? REDRAW_INTERVAL : LINE_INTERVAL).toNanos();
            out.print(line(now) + (terminal ? "" : "\n"));
            out.flush();
        }
    }

    synchronized void finish() {
        out.println(line(System.nanoTime()));
    }

    private String line(long now) {
        var share = total == 0 ? 1.0 : (double) done / total;
        var filled = (int) (share * WIDTH);
        var seconds = Math.max(1, (now - started) / 1_000_000_000L);
        return "%s%-10s [%s%s] %,d of %,d, %,d s"
                .formatted(
                        terminal ? "\r" : "",
                        phase,
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        done,
                        total,
                        seconds);
    }
}
