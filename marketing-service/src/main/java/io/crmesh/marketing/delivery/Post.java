package io.crmesh.marketing.delivery;

import io.crmesh.platform.store.DatabaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The senders at work. They are woken by each new message and by a sweep that asks the database what is due: whatever is
 * forgotten, because the queue was full or a process died, the sweep finds again.
 */
class Post implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Post.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int LONGEST_QUEUE = 2_000;
    private static final int REST_FACTOR = 20;
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Sender sender;
    private final Deliveries deliveries;
    private final Stops stops;
    private final DatabaseClock clock;
    private final int senders;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;

    Post(Sender sender, Deliveries deliveries, Stops stops, DatabaseClock clock, int senders) {
        this.sender = sender;
        this.deliveries = deliveries;
        this.stops = stops;
        this.clock = clock;
        this.senders = senders;
        deliveries.onArrival(this::offer);
    }

    /** Has a message looked after soon. What does not fit waits for the sweep. */
    void offer(String id) {
        if (running && taken.add(id) && !queue.offer(id)) {
            taken.remove(id);
        }
    }

    /** Has the sweep look at once instead of after its pause. */
    void wake() {
        wake.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        for (int i = 0; i < senders; i++) {
            threads.add(Thread.ofVirtual().name("sender-", i).start(this::send));
        }
        threads.add(Thread.ofVirtual().name("mail-sweep").start(this::sweepOnAndOn));
    }

    private void send() {
        while (running) {
            try {
                var id = queue.poll(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (id == null) {
                    continue;
                }
                try {
                    sender.lookAfter(id);
                } finally {
                    taken.remove(id);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Its state in the database says how to go on; the sweep will find it again.
                log.warn(
                        "A message could not be looked after now: {}",
                        e.getClass().getName());
            }
        }
    }

    private void sweepOnAndOn() {
        while (running) {
            var started = System.nanoTime();
            try {
                sweep();
            } catch (RuntimeException e) {
                log.warn(
                        "It could not be asked which messages are due: {}",
                        e.getClass().getName());
            }
            var rest = Duration.ofNanos(System.nanoTime() - started).multipliedBy(REST_FACTOR);
            try {
                var pause = rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL;
                var _ = wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sweep() {
        var now = clock.now();
        deliveries.due(Stage.Name.HANDING_OVER, now, Set.of()).forEach(this::offer);
        var held = stops.held();
        if (!held.everything()) {
            for (var stage : List.of(Stage.Name.QUEUED, Stage.Name.CLAIMED, Stage.Name.UNKNOWN)) {
                deliveries.due(stage, now, held.automations()).forEach(this::offer);
            }
        }
    }

    /** Lets every sender finish what it is at: a message that was cut off in between would be in doubt. */
    @Override
    public synchronized void stop() {
        running = false;
        wake();
        try {
            for (var thread : threads) {
                var _ = thread.join(STOPPING);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        queue.clear();
        taken.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
