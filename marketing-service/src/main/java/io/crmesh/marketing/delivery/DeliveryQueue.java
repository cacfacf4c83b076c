package io.crmesh.marketing.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Work queue of the senders: the ids of deliveries that need a step, bounded and in memory. What does not fit, or is lost
 * with a killed process, the sweep finds again in the database.
 */
@Component
public final class DeliveryQueue {

    private static final int CAPACITY = 2_000;

    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private final Semaphore sweeps = new Semaphore(0);
    private volatile boolean open;

    DeliveryQueue(Deliveries deliveries) {
        deliveries.onCreated(this::offer);
    }

    /** Queues a delivery that is neither queued nor being processed. */
    public void offer(String id) {
        if (open && inWork.add(id) && !queue.offer(id)) {
            inWork.remove(id);
        }
    }

    /** The next delivery to process, if there is one within the timeout; {@link #processed} must follow. */
    public @Nullable String poll(Duration timeout) throws InterruptedException {
        return queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void processed(String id) {
        inWork.remove(id);
    }

    /** Makes the sweep run at once instead of after its pause. */
    public void requestSweep() {
        sweeps.release();
    }

    /** Returns after the pause, or earlier when a sweep is requested. */
    public void awaitSweep(Duration pause) throws InterruptedException {
        var _ = sweeps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    public void open() {
        open = true;
    }

    public void close() {
        open = false;
        requestSweep();
    }

    public void clear() {
        queue.clear();
        inWork.clear();
    }
}
