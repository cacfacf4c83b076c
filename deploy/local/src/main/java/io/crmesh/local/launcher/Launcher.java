package io.crmesh.local.launcher;

import io.crmesh.local.launcher.Part.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running installation: starts all parts at once, waits until all are ready, and keeps them so until it is told to
 * end. No part waits for another to be started; each waits by itself for what it needs.
 */
final class Launcher {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LOOKS_BETWEEN_CHECKS = 25;
    private static final int TOO_MANY_EARLY_ENDS = 4;
    private static final Duration PATIENCE_WITH_START = Duration.ofMinutes(5);
    private static final Duration PATIENCE_WITH_STOP = Duration.ofSeconds(25);

    /** Parts that never got to work have nothing to finish. */
    private static final Duration PATIENCE_WITH_FAILED_START = Duration.ofSeconds(2);

    private final Installation installation;
    private final Console console;
    private final List<Supervision> supervisions = new ArrayList<>();
    private final CacheTraining training;
    private final long begin = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile String state = Report.STARTING;
    private volatile @Nullable String trouble;

    Launcher(Installation installation, Ports ports, List<Part> parts, Console console) {
        this.installation = installation;
        this.console = console;
        this.training = new CacheTraining(installation, ports, parts);
        for (var part : parts) {
            var log = new PartLog(installation.log(part.name()));
            supervisions.add(new Supervision(part, log, this::notice));
        }
    }

    private void notice(String words) {
        console.say(words);
        publish();
    }

    void start() {
        publish();
        supervisions.forEach(Supervision::start);
    }

    /** Answers when every part has been ready; fails with the words of the one that cannot be. */
    void awaitReady() throws InterruptedException {
        look();
        while (!supervisions.stream().allMatch(Supervision::wasEverReady)) {
            failing().ifPresent(part -> {
                throw failed(part);
            });
            Thread.sleep(LOOK_EVERY);
            look();
        }
        state = Report.READY;
        publish();
    }

    private void look() {
        for (var supervision : supervisions) {
            boolean before = supervision.wasEverReady();
            if (supervision.look()) {
                publish();
                announce(supervision, before);
            }
        }
    }

    private void announce(Supervision supervision, boolean before) {
        if (supervision.isReadyNow()) {
            var seconds = before ? supervision.sinceStart() : Duration.ofNanos(System.nanoTime() - begin);
            var part = supervision.part();
            console.say("  %-20s %s  %5.1f s%s"
                    .formatted(
                            part.name(),
                            before ? "back " : "ready",
                            seconds.toMillis() / 1000.0,
                            "  " + part.address()));
        } else {
            console.say(
                    "  %-20s is not ready any more".formatted(supervision.part().name()));
        }
    }

    private Optional<Supervision> failing() {
        boolean tooLong = System.nanoTime() - begin > PATIENCE_WITH_START.toNanos();
        return supervisions.stream()
                .filter(each -> !each.wasEverReady())
                .filter(each -> tooLong || each.earlyEnds() >= TOO_MANY_EARLY_ENDS)
                .findFirst();
    }

    private Trouble failed(Supervision supervision) {
        var part = supervision.part();
        var last = String.join("\n  ", supervision.lastLines(15));
        trouble = "%s does not get ready. Its last lines (all are in %s):\n  %s"
                .formatted(part.name(), installation.log(part.name()), last);
        state = Report.FAILED;
        publish();
        return new Trouble(trouble);
    }

    void trainCaches() {
        training.startInTheBackground();
    }

    /** Looks after the parts for ever, ready ones now and then. */
    void watch() throws InterruptedException {
        for (int round = 0; ; round++) {
            boolean all = round % LOOKS_BETWEEN_CHECKS == 0;
            if (all || supervisions.stream().anyMatch(each -> !each.isReadyNow())) {
                look();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** Services first, while everything they need is there; the database last. */
    void stop() {
        if (stopped.getAndSet(true)) {
            return;
        }
        if (!state.equals(Report.FAILED)) {
            state = Report.STOPPING;
        }
        console.say("Stopping.");
        publish();
        training.stop();
        try {
            for (var turn : Turn.values()) {
                stop(supervisions.stream()
                        .filter(each -> each.part().turn() == turn)
                        .toList());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!state.equals(Report.FAILED)) {
            state = Report.STOPPED;
        }
        publish();
        console.say("Stopped; the data stays in %s.".formatted(installation.home()));
    }

    private void stop(List<Supervision> group) throws InterruptedException {
        group.forEach(Supervision::tellToStop);
        var patience = state.equals(Report.FAILED) ? PATIENCE_WITH_FAILED_START : PATIENCE_WITH_STOP;
        long end = System.nanoTime() + patience.toNanos();
        for (var supervision : group) {
            supervision.awaitEnd(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
        }
    }

    /** Ready means now, not once. */
    private String word() {
        boolean degraded = state.equals(Report.READY) && !supervisions.stream().allMatch(Supervision::isReadyNow);
        return degraded ? Report.DEGRADED : state;
    }

    private synchronized void publish() {
        try {
            var parts = supervisions.stream().map(Supervision::status).toList();
            new Report(word(), ProcessIdentity.ofThisProcess(), trouble, parts).publish(installation);
        } catch (IOException e) {
            console.say("The status cannot be written: " + e.getMessage());
        }
    }
}
