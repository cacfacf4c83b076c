package io.crmesh.local.imports;

import java.io.PrintStream;
import java.time.Duration;

/** Tells how far one phase is: a bar that moves in a terminal, a line now and then elsewhere. */
final class Progress {

    private static final int WIDTH = 30;
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration REDRAWN = Duration.ofMillis(100);

    private final PrintStream out;
    private final boolean terminal;
    private final String phase;
    private final long of;
    private final long started = System.nanoTime();
    private long done;
    private long nextWord = started;

    Progress(PrintStream out, boolean terminal, String phase, long of) {
        this.out = out;
        this.terminal = terminal;
        this.phase = phase;
        this.of = of;
    }

    synchronized void advance(long by) {
        done += by;
        var now = System.nanoTime();
        if (now >= nextWord) {
            nextWord = now + (terminal ? REDRAWN : EVERY).toNanos();
            out.print(line(now) + (terminal ? "" : "\n"));
            out.flush();
        }
    }

    synchronized void finish() {
        out.println(line(System.nanoTime()));
    }

    private String line(long now) {
        var share = of == 0 ? 1.0 : (double) done / of;
        var filled = (int) (share * WIDTH);
        var seconds = Math.max(1, (now - started) / 1_000_000_000L);
        return "%s%-10s [%s%s] %,d of %,d, %,d s"
                .formatted(
                        terminal ? "\r" : "", phase, "#".repeat(filled), ".".repeat(WIDTH - filled), done, of, seconds);
    }
}
