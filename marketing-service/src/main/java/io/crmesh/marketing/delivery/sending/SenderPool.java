package io.crmesh.marketing.delivery.sending;

import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.DeliveryQueue;
import io.crmesh.marketing.delivery.Stage;
import io.crmesh.marketing.delivery.stop.Stops;
import io.crmesh.platform.lease.DatabaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Worker pool that sends mails: its threads take deliveries from the queue. A sweep asks the database which deliveries are
 * due, so what a full queue dropped or a killed process left behind is found again.
 */
class SenderPool implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SenderPool.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int REST_FACTOR = 20;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final DeliverySender sender;
    private final DeliveryQueue queue;
    private final Deliveries deliveries;
    private final Stops stops;
    private final DatabaseClock clock;
    private final int senders;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    SenderPool(
            DeliverySender sender,
            DeliveryQueue queue,
            Deliveries deliveries,
            Stops stops,
            DatabaseClock clock,
            int senders) {
        this.sender = sender;
        this.queue = queue;
        this.deliveries = deliveries;
        this.stops = stops;
        this.clock = clock;
        this.senders = senders;
    }

    @Override
    public synchronized void start() {
        running = true;
        queue.open();
        for (int i = 0; i < senders; i++) {
            threads.add(Thread.ofVirtual().name("sender-", i).start(this::sendRepeatedly));
        }
        threads.add(Thread.ofVirtual().name("mail-sweep").start(this::sweepRepeatedly));
    }

    private void sendRepeatedly() {
        while (running) {
            try {
                var id = queue.poll(INTERVAL);
                if (id == null) {
                    continue;
                }
                try {
                    sender.process(id);
                } finally {
                    queue.processed(id);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Its stored stage says how to go on; the sweep will find it again.
                log.warn(
                        "A delivery could not be processed now: {}",
                        e.getClass().getName());
            }
        }
    }

    private void sweepRepeatedly() {
        while (running) {
            var started = System.nanoTime();
            try {
                sweep();
            } catch (RuntimeException e) {
                log.warn(
                        "Deliveries that are due could not be read: {}",
                        e.getClass().getName());
            }
            var rest = Duration.ofNanos(System.nanoTime() - started).multipliedBy(REST_FACTOR);
            try {
                queue.awaitSweep(rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sweep() {
        var now = clock.now();
        deliveries.due(Stage.Name.HANDING_OVER, now, Set.of()).forEach(queue::offer);
        var stopped = stops.inForce();
        if (!stopped.everything()) {
            for (var stage : List.of(Stage.Name.QUEUED, Stage.Name.CLAIMED, Stage.Name.UNKNOWN)) {
                deliveries.due(stage, now, stopped.automations()).forEach(queue::offer);
            }
        }
    }

    /** Lets each sender finish its current delivery: one that was interrupted while sending would be UNKNOWN. */
    @Override
    public synchronized void stop() {
        running = false;
        queue.close();
        try {
            for (var thread : threads) {
                var _ = thread.join(STOP_TIMEOUT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        queue.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
