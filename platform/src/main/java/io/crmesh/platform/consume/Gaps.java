package io.crmesh.platform.consume;

import io.crmesh.platform.consume.ParkingLot.Due;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the gaps of one group in the background: each held aggregate is drained as soon as its owner answers, with
 * growing pauses, and nothing else waits for it.
 */
class Gaps implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Gaps.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final String group;
    private final ParkingLot parking;
    private final Draining draining;
    private final ConsumeSettings settings;

    Gaps(String group, ParkingLot parking, Draining draining, ConsumeSettings settings) {
        this.group = group;
        this.parking = parking;
        this.draining = draining;
        this.settings = settings;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                fillAll();
                Thread.sleep(LOOK);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                // The database is away, or closed because we stop: the loop must outlive the first.
                if (!rested()) {
                    return;
                }
                log.warn("{} cannot look for gaps: {}", group, Trouble.words(e));
            }
        }
    }

    private static boolean rested() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void fillAll() {
        var due = parking.due(group);
        if (due.isEmpty()) {
            return;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(lot -> threads.execute(() -> fill(lot)));
        }
    }

    private void fill(Due lot) {
        var claim = parking.claim(group, lot.stream());
        if (claim.isEmpty()) {
            return;
        }
        var result = draining.drain(claim.get());
        if (result.waits()) {
            var pause = settings.pause(lot.attempts() + 1);
            parking.postpone(claim.get().lot(), pause);
            log.info("{} cannot fill {} yet: {}", group, lot.stream(), result.error());
        } else if (!result.drained()) {
            log.warn("{} cannot fill {}: {}", group, lot.stream(), result.error());
        }
    }
}
