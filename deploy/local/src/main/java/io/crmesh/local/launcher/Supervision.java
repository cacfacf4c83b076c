package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running: whatever ends without being told to is started again, at once when it had been working, and
 * more slowly when it keeps ending early.
 */
final class Supervision {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Part part;
    private final PartLog log;
    private final Consumer<String> notices;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private volatile @Nullable Process process;
    private volatile PartState state = PartState.STARTING;
    private volatile boolean wasReady;
    private volatile boolean saidReady;
    private volatile Instant startedAt = Instant.now();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile int earlyEnds;

    Supervision(Part part, PartLog log, Consumer<String> notices) {
        this.part = part;
        this.log = log;
        this.notices = notices;
        this.thread = Thread.ofPlatform().name(part.name()).daemon().unstarted(this::keepRunning);
    }

    Part part() {
        return part;
    }

    void start() {
        thread.start();
    }

    private void keepRunning() {
        try {
            while (stopping.getCount() > 0) {
                int code = runOnce();
                if (!isTold(pauseAfter(code))) {
                    restarts.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = PartState.STOPPED;
    }

    /** Whether the part was told to stop, now or before the pause was over. */
    private boolean isTold(Duration pause) throws InterruptedException {
        return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private int runOnce() throws InterruptedException {
        saidReady = false;
        startedAt = Instant.now();
        state = PartState.STARTING;
        try {
            var started = launch();
            process = started;
            var listener = Thread.ofPlatform().daemon().start(() -> log.record(started.getInputStream(), this::hear));
            int code = started.waitFor();
            listener.join(Duration.ofSeconds(1));
            return code;
        } catch (IOException e) {
            log.write("It cannot be started: " + e.getMessage());
            return -1;
        }
    }

    /** Under the same lock as the order to stop, so that nothing is started after it. */
    private synchronized Process launch() throws IOException {
        if (stopping.getCount() == 0) {
            throw new IOException("the installation is being stopped");
        }
        var child = Child.start(command(), part.environment());
        if (!isOnALeash()) {
            Child.watch(child);
        }
        return child;
    }

    private boolean isOnALeash() {
        return part.command().contains(Leash.class.getName());
    }

    private List<String> command() {
        var command = new ArrayList<>(part.command());
        part.cache()
                .map(StartCache::file)
                .filter(Files::exists)
                .ifPresent(file -> command.add(1, "-XX:AOTCache=" + file));
        return command;
    }

    private void hear(String line) {
        saidReady |= Part.Sign.SaysReady.in(line);
    }

    private Duration pauseAfter(int code) {
        if (stopping.getCount() == 0) {
            return Duration.ZERO;
        }
        boolean early = state == PartState.STARTING;
        earlyEnds = early ? earlyEnds + 1 : 0;
        state = PartState.RESTARTING;
        if (early) {
            distrustTheCache();
        }
        var pause = early ? pause(earlyEnds) : Duration.ZERO;
        notices.accept("%s ended (exit code %d) and is started again.".formatted(part.name(), code));
        return pause;
    }

    private static Duration pause(int earlyEnds) {
        var doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(earlyEnds - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** A cache is only there to be faster; one that might be the reason for trouble is not worth a second try. */
    private void distrustTheCache() {
        try {
            if (part.cache().isPresent()
                    && Files.deleteIfExists(part.cache().get().file())) {
                log.write("(Its start-up cache was thrown away.)");
            }
        } catch (IOException e) {
            log.write("(Its start-up cache cannot be thrown away: " + e.getMessage() + ")");
        }
    }

    /** Looks whether the part is ready; answers whether that is news. */
    boolean look() {
        if (state != PartState.STARTING && state != PartState.READY) {
            return false;
        }
        var seen = isReady() ? PartState.READY : PartState.STARTING;
        if (seen == state || !isAlive()) {
            return false;
        }
        state = seen;
        wasReady |= seen == PartState.READY;
        return true;
    }

    private boolean isReady() {
        return part.sign().isGiven(saidReady);
    }

    boolean isReadyNow() {
        return state == PartState.READY && isAlive();
    }

    boolean wasEverReady() {
        return wasReady;
    }

    int earlyEnds() {
        return earlyEnds;
    }

    Duration sinceStart() {
        return Duration.between(startedAt, Instant.now());
    }

    private boolean isAlive() {
        var current = process;
        return current != null && current.isAlive();
    }

    /** Tells the part to stop; it may take its time, but not more than this. */
    void tellToStop() {
        synchronized (this) {
            stopping.countDown();
        }
        var current = process;
        if (current != null) {
            // By its handle: destroying the process itself would also cut the leash, and so the orderly end short.
            var _ = current.toHandle().destroy();
        }
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        var current = process;
        if (current == null || current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        notices.accept("%s does not stop, so it is ended by force.".formatted(part.name()));
        current.destroyForcibly().waitFor();
    }

    PartStatus status() {
        var current = process;
        var alive = current != null && current.isAlive() ? current : null;
        return new PartStatus(
                part.name(),
                state.word(),
                alive == null ? null : alive.pid(),
                alive == null ? null : ProcessIdentity.startOf(alive.toHandle()),
                part.address(),
                log.file().toString(),
                restarts.get(),
                lastWords());
    }

    /** What it said last, as long as it does not work. */
    private List<String> lastWords() {
        return state == PartState.READY ? List.of() : log.lastLines(10);
    }

    List<String> lastLines(int count) {
        return log.lastLines(count);
    }
}
