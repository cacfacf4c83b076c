package io.crmesh.local.launcher;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.local.supervision.PartMonitor;
import io.crmesh.local.supervision.PartProcess;
import io.crmesh.local.supervision.PartProcess.ShutdownPhase;
import io.crmesh.local.supervision.ProcessIdentity;
import io.crmesh.local.supervision.ProcessSupervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Launcher of an installation: starts all parts at once, waits until all are ready, and supervises them until it is
 * stopped. It starts no part after another; each part waits by itself for what it needs.
 */
final class Launcher {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final int POLLS_BETWEEN_CHECKS = 25;
    private static final int TOO_MANY_EARLY_EXITS = 4;
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);

    /** After a failed start no part has work to finish. */
    private static final Duration STOP_TIMEOUT_AFTER_FAILED_START = Duration.ofSeconds(2);

    private final Installation installation;
    private final CommandOutput output;
    private final List<ProcessSupervisor> supervisors = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile String state = InstallationStatus.STARTING;
    private volatile @Nullable String failure;

    Launcher(Installation installation, List<PartProcess> processes, CommandOutput output) {
        this.installation = installation;
        this.output = output;
        for (var process : processes) {
            supervisors.add(new ProcessSupervisor(process, installation, this::report));
        }
    }

    private void report(String message) {
        output.print(message);
        writeStatus();
    }

    void start() {
        writeStatus();
        supervisors.forEach(ProcessSupervisor::start);
    }

    /** Waits until each part has been ready once; fails with the last log lines of a part that does not get ready. */
    void awaitReady() throws InterruptedException {
        probe();
        while (!supervisors.stream().allMatch(ProcessSupervisor::wasEverReady)) {
            failing().ifPresent(part -> {
                throw failed(part);
            });
            Thread.sleep(POLL_INTERVAL);
            probe();
        }
        state = InstallationStatus.READY;
        writeStatus();
    }

    private void probe() {
        for (var supervisor : supervisors) {
            for (var changed : supervisor.probe()) {
                writeStatus();
                announce(supervisor, changed);
            }
        }
    }

    private void announce(ProcessSupervisor supervisor, PartMonitor changed) {
        var part = changed.part();
        if (changed.isReady()) {
            boolean back = supervisor.hasRestarted();
            var seconds = back ? supervisor.sinceStart() : Duration.ofNanos(System.nanoTime() - startedAt);
            output.print("  %-20s %s  %5.1f s  %s"
                    .formatted(part.name(), back ? "back " : "ready", seconds.toMillis() / 1000.0, part.address()));
        } else {
            output.print("  %-20s is not ready any more".formatted(part.name()));
        }
    }

    private Optional<ProcessSupervisor> failing() {
        boolean tooLong = System.nanoTime() - startedAt > START_TIMEOUT.toNanos();
        return supervisors.stream()
                .filter(each -> !each.wasEverReady())
                .filter(each -> tooLong || each.earlyExits() >= TOO_MANY_EARLY_EXITS)
                .findFirst();
    }

    private CommandFailure failed(ProcessSupervisor supervisor) {
        var missing = supervisor.parts().stream()
                .filter(part -> !part.wasEverReady())
                .findFirst()
                .orElseThrow();
        var name = missing.part().name();
        var last = String.join("\n  ", supervisor.lastLines(missing, 15));
        failure = "%s does not get ready. Its last lines (all are in %s):\n  %s"
                .formatted(name, installation.log(name), last);
        state = InstallationStatus.FAILED;
        writeStatus();
        return new CommandFailure(failure);
    }

    /** Probes the parts for ever: those that are not ready each time, and all of them every five seconds. */
    void watch() throws InterruptedException {
        for (int round = 0; ; round++) {
            boolean all = round % POLLS_BETWEEN_CHECKS == 0;
            if (all || supervisors.stream().anyMatch(each -> !each.isReadyNow())) {
                probe();
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** Stops the services first, while all that they need still runs, and the database last. */
    void stop() {
        if (stopped.getAndSet(true)) {
            return;
        }
        if (!state.equals(InstallationStatus.FAILED)) {
            state = InstallationStatus.STOPPING;
        }
        output.print("Stopping.");
        writeStatus();
        try {
            for (var phase : ShutdownPhase.values()) {
                stop(supervisors.stream()
                        .filter(each -> each.shutdownPhase() == phase)
                        .toList());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!state.equals(InstallationStatus.FAILED)) {
            state = InstallationStatus.STOPPED;
        }
        writeStatus();
        output.print("Stopped; the data stays in %s.".formatted(installation.home()));
    }

    private void stop(List<ProcessSupervisor> group) throws InterruptedException {
        group.forEach(ProcessSupervisor::requestStop);
        var timeout = state.equals(InstallationStatus.FAILED) ? STOP_TIMEOUT_AFTER_FAILED_START : STOP_TIMEOUT;
        long end = System.nanoTime() + timeout.toNanos();
        for (var supervisor : group) {
            supervisor.awaitEnd(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
        }
    }

    /** The state, where ready means that all parts are ready now. */
    private String currentState() {
        boolean degraded =
                state.equals(InstallationStatus.READY) && !supervisors.stream().allMatch(ProcessSupervisor::isReadyNow);
        return degraded ? InstallationStatus.DEGRADED : state;
    }

    private synchronized void writeStatus() {
        try {
            var parts =
                    supervisors.stream().flatMap(each -> each.status().stream()).toList();
            new InstallationStatus(currentState(), ProcessIdentity.ofThisProcess(), failure, parts).write(installation);
        } catch (IOException e) {
            output.print("The status cannot be written: " + e.getMessage());
        }
    }
}
