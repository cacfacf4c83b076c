package io.crmesh.local.supervision;

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
 * Process supervisor of one part: restarts the part when it ends unasked, at once if it had been ready, and with a
 * backoff if it keeps ending early.
 */
public final class PartSupervisor {

    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final Part part;
    private final PartLog log;
    private final Consumer<String> messages;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private volatile @Nullable Process process;
    private volatile PartState state = PartState.STARTING;
    private volatile boolean wasReady;
    private volatile boolean sawReadyLine;
    private volatile Instant startedAt = Instant.now();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile int earlyExits;

    public PartSupervisor(Part part, PartLog log, Consumer<String> messages) {
        this.part = part;
        this.log = log;
        this.messages = messages;
        this.thread = Thread.ofPlatform().name(part.name()).daemon().unstarted(this::keepRunning);
    }

    public Part part() {
        return part;
    }

    public void start() {
        thread.start();
    }

    private void keepRunning() {
        try {
            while (stopping.getCount() > 0) {
                int code = runOnce();
                if (!isStopRequested(restartDelay(code))) {
                    restarts.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = PartState.STOPPED;
    }

    /** Waits for the delay; whether a stop was requested before it was over. */
    private boolean isStopRequested(Duration delay) throws InterruptedException {
        return stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private int runOnce() throws InterruptedException {
        sawReadyLine = false;
        startedAt = Instant.now();
        state = PartState.STARTING;
        try {
            var started = launch();
            process = started;
            var reader = Thread.ofPlatform().daemon().start(() -> log.record(started.getInputStream(), this::readLine));
            int code = started.waitFor();
            reader.join(Duration.ofSeconds(1));
            return code;
        } catch (IOException e) {
            log.write("It cannot be started: " + e.getMessage());
            return -1;
        }
    }

    /** Holds the same lock as the stop request, so that no process is started after it. */
    private synchronized Process launch() throws IOException {
        if (stopping.getCount() == 0) {
            throw new IOException("the installation is being stopped");
        }
        var child = ChildProcess.start(command(), part.environment());
        if (!watchesItsParent()) {
            ChildProcess.watch(child);
        }
        return child;
    }

    private boolean watchesItsParent() {
        return part.command().contains(ParentWatch.class.getName());
    }

    private List<String> command() {
        var command = new ArrayList<>(part.command());
        part.aotCache()
                .map(AotCache::file)
                .filter(Files::exists)
                .ifPresent(file -> command.add(1, "-XX:AOTCache=" + file));
        return command;
    }

    private void readLine(String line) {
        sawReadyLine |= Part.ReadinessProbe.ReadyLine.matches(line);
    }

    private Duration restartDelay(int code) {
        if (stopping.getCount() == 0) {
            return Duration.ZERO;
        }
        boolean early = state == PartState.STARTING;
        earlyExits = early ? earlyExits + 1 : 0;
        state = PartState.RESTARTING;
        if (early) {
            deleteAotCache();
        }
        var delay = early ? backoff(earlyExits) : Duration.ZERO;
        messages.accept("%s ended (exit code %d) and is started again.".formatted(part.name(), code));
        return delay;
    }

    private static Duration backoff(int earlyExits) {
        var doubled = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(earlyExits - 1, 10));
        return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    }

    /** The cache only makes starts faster, so one that may be the reason of the failure is deleted. */
    private void deleteAotCache() {
        try {
            if (part.aotCache().isPresent()
                    && Files.deleteIfExists(part.aotCache().get().file())) {
                log.write("(Its start-up cache was deleted.)");
            }
        } catch (IOException e) {
            log.write("(Its start-up cache cannot be deleted: " + e.getMessage() + ")");
        }
    }

    /** Probes the readiness of the part; returns whether it has changed. */
    public boolean probe() {
        if (state != PartState.STARTING && state != PartState.READY) {
            return false;
        }
        var probed = isReady() ? PartState.READY : PartState.STARTING;
        if (probed == state || !isAlive()) {
            return false;
        }
        state = probed;
        wasReady |= probed == PartState.READY;
        return true;
    }

    private boolean isReady() {
        return part.probe().succeeds(sawReadyLine);
    }

    public boolean isReadyNow() {
        return state == PartState.READY && isAlive();
    }

    public boolean wasEverReady() {
        return wasReady;
    }

    public int earlyExits() {
        return earlyExits;
    }

    public Duration sinceStart() {
        return Duration.between(startedAt, Instant.now());
    }

    private boolean isAlive() {
        var current = process;
        return current != null && current.isAlive();
    }

    /** Asks the part to stop in order. */
    public void requestStop() {
        synchronized (this) {
            stopping.countDown();
        }
        var current = process;
        if (current != null) {
            // By its handle: Process.destroy would also close the standard input, at whose end the part halts.
            var _ = current.toHandle().destroy();
        }
    }

    public void awaitEnd(Duration timeout) throws InterruptedException {
        var current = process;
        if (current == null || current.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        messages.accept("%s does not stop, so it is ended by force.".formatted(part.name()));
        current.destroyForcibly().waitFor();
    }

    public PartStatus status() {
        var current = process;
        var alive = current != null && current.isAlive() ? current : null;
        return new PartStatus(
                part.name(),
                state.label(),
                alive == null ? null : alive.pid(),
                alive == null ? null : ProcessIdentity.startOf(alive.toHandle()),
                part.address(),
                log.file().toString(),
                restarts.get(),
                linesUnlessReady());
    }

    /** The last lines of the log while the part is not ready. */
    private List<String> linesUnlessReady() {
        return state == PartState.READY ? List.of() : log.lastLines(10);
    }

    public List<String> lastLines(int count) {
        return log.lastLines(count);
    }
}
