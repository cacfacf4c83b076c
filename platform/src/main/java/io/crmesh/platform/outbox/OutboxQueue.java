package io.crmesh.platform.outbox;

import io.crmesh.platform.document.DocumentSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batching queue in front of a single worker thread: items that arrive while it works make the next batch. Of several
 * snapshots of an aggregate only the newest counts. Offering never blocks; an item that finds no room is left to the
 * sweeper.
 */
final class OutboxQueue<T> {

    private static final Logger log = LoggerFactory.getLogger(OutboxQueue.class);
    private static final int ROOM = 2_000;
    private static final int BATCH = 256;
    private static final Duration DRAINING = Duration.ofSeconds(5);

    /**
     * Pause between batches, skipped once a batch is full: a single item is processed at once, and the more items there
     * are, the larger the batches.
     *
     * @param each pause for each item of the batch before
     * @param most the longest pause
     */
    record Pace(Duration each, Duration most) {

        static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO);

        Duration after(int size) {
            var all = each.multipliedBy(size);
            return all.compareTo(most) < 0 ? all : most;
        }
    }

    private final Pace pace;
    private final Function<T, DocumentSnapshot> snapshot;
    private final Consumer<List<T>> work;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Map<String, T> waiting = new LinkedHashMap<>();
    private boolean closed;
    private long next;

    /**
     * @param pace the pause before a batch that is not full
     * @param snapshot gives the aggregate and version of an item
     */
    OutboxQueue(String name, Pace pace, Function<T, DocumentSnapshot> snapshot, Consumer<List<T>> work) {
        this.pace = pace;
        this.snapshot = snapshot;
        this.work = work;
        this.next = System.nanoTime();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Adds the item if there is room. */
    void offer(T one) {
        lock.lock();
        try {
            if (hasRoomFor(one)) {
                add(one);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds the item as soon as there is room. */
    void put(T one) {
        lock.lock();
        try {
            while (!hasRoomFor(one) && !closed) {
                emptied.awaitUninterruptibly();
            }
            add(one);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(T one) {
        return waiting.size() < ROOM || waiting.containsKey(snapshot.apply(one).id());
    }

    private void add(T one) {
        var id = snapshot.apply(one).id();
        var known = waiting.get(id);
        if (known == null
                || snapshot.apply(known).version() < snapshot.apply(one).version()) {
            waiting.put(id, one);
        }
        if (waiting.size() == 1 || waiting.size() == BATCH) {
            filled.signal();
        }
    }

    /** Processes the remaining items, for 5 seconds at most, and stops. */
    void stop() {
        lock.lock();
        try {
            closed = true;
            filled.signal();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
        if (!thread.isAlive()) {
            return;
        }
        try {
            var _ = thread.join(DRAINING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (var batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                work.accept(batch);
            } catch (RuntimeException e) {
                // A bug in one batch must not stop the relay: what this batch left undone is still pending.
                log.error("A batch could not be processed; the sweeper will pick it up again", e);
            }
        }
    }

    /** The next batch; empty once the queue is closed and drained. */
    private List<T> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.awaitUninterruptibly();
            }
            gather();
            var batch = new ArrayList<T>(Math.min(BATCH, waiting.size()));
            for (var each = waiting.values().iterator(); each.hasNext() && batch.size() < BATCH; ) {
                batch.add(each.next());
                each.remove();
            }
            emptied.signalAll();
            next = System.nanoTime() + pace.after(batch.size()).toNanos();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void gather() {
        var left = next - System.nanoTime();
        try {
            while (left > 0 && waiting.size() < BATCH && !closed) {
                left = filled.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
