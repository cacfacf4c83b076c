package io.crmesh.local.supervision;

import io.crmesh.local.installation.Installation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Process supervisor: restarts the process when it ends unasked, at once if all its parts had been ready, and with a
 * backoff if it keeps ending early.
 */
public final class ProcessSupervisor {

    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final PartProcess spec;
    private final List<PartMonitor> parts;
    private final PartLog log;
    private final Consumer<String> messages;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private volatile @Nullable Process process;
    private volatile Instant startedAt = Instant.now();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile int earlyExits;

    public ProcessSupervisor(PartProcess spec, Installation installation, Consumer<String> messages) {
        this.spec = spec;
        this.log = new PartLog(installation.log(spec.name()));
        this.messages = messages;
        this.parts = spec.parts().stream()
                .map(part -> new PartMonitor(part, spec.isShared() ? new PartLog(installation.log(part.name())) : log))
                .toList();
        this.thread = Thread.ofPlatform().name(spec.name()).daemon().unstarted(this::keepRunning);
    }

    public PartProcess.ShutdownPhase shutdownPhase() {
        return spec.shutdownPhase();
    }

    public List<PartMonitor> parts() {
        return parts;
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
        enter(PartState.STOPPED);
    }

    private void enter(PartState state) {
        parts.forEach(part -> part.enter(state));
    }

    /** Waits for the delay; whether a stop was requested before it was over. */
    private boolean isStopRequested(Duration delay) throws InterruptedException {
        return stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private int runOnce() throws InterruptedException {
        startedAt = Instant.now();
        enter(PartState.STARTING);
        try {
            var started = launch();
            process = started;
            var reader =
                    Thread.ofPlatform().daemon().start(() -> PartLog.lines(started.getInputStream(), this::writeLine));
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
        var child = ChildProcess.start(spec.command(), spec.environment());
        if (!watchesItsParent()) {
            ChildProcess.watch(child);
        }
        return child;
    }

    private boolean watchesItsParent() {
        return spec.command().contains(ParentWatch.class.getName());
    }

    /** In a shared process, a line begins with the name of its part and a tab; others are the process's own. */
    private void writeLine(String line) {
        if (!spec.isShared()) {
            parts.getFirst().write(line);
            return;
        }
        int tab = line.indexOf('\t');
        var name = tab < 0 ? "" : line.substring(0, tab);
        for (var part : parts) {
            if (part.part().name().equals(name)) {
                part.write(line.substring(tab + 1));
                return;
            }
        }
        log.write(line.strip());
    }

    private Duration restartDelay(int code) {
        if (stopping.getCount() == 0) {
            return Duration.ZERO;
        }
        boolean early = !parts.stream().allMatch(PartMonitor::isReady);
        earlyExits = early ? earlyExits + 1 : 0;
        enter(PartState.RESTARTING);
        messages.accept("%s ended (exit code %d) and is started again.".formatted(spec.name(), code));
        return early ? backoff(earlyExits) : Duration.ZERO;
    }

    private static Duration backoff(int earlyExits) {
        var doubled = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(earlyExits - 1, 10));
        return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    }

    /** Probes the readiness of the parts; returns those whose readiness has changed. */
    public List<PartMonitor> probe() {
        return parts.stream().filter(part -> part.probe(isAlive())).toList();
    }

    public boolean isReadyNow() {
        return isAlive() && parts.stream().allMatch(PartMonitor::isReady);
    }

    public boolean wasEverReady() {
        return parts.stream().allMatch(PartMonitor::wasEverReady);
    }

    public boolean hasRestarted() {
        return restarts.get() > 0;
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

    /** Asks the process to stop in order. */
    public void requestStop() {
        synchronized (this) {
            stopping.countDown();
        }
        var current = process;
        if (current != null) {
            // By its handle: Process.destroy would also close the standard input, at whose end the process halts.
            var _ = current.toHandle().destroy();
        }
    }

    public void awaitEnd(Duration timeout) throws InterruptedException {
        var current = process;
        if (current == null || current.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        messages.accept("%s does not stop, so it is ended by force.".formatted(spec.name()));
        current.destroyForcibly().waitFor();
    }

    public List<PartStatus> status() {
        var current = process;
        var alive = current != null && current.isAlive()
                ? new ProcessIdentity(current.pid(), ProcessIdentity.startOf(current.toHandle()))
                : null;
        return parts.stream().map(part -> part.status(alive, restarts.get())).toList();
    }

    /** The last lines of the part, or of the process if the part has written none. */
    public List<String> lastLines(PartMonitor part, int count) {
        var lines = part.lastLines(count);
        return lines.isEmpty() ? log.lastLines(count) : lines;
    }
}
