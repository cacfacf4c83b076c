package io.crmesh.platform.store;

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
 * Work on aggregates on its way to the one thread that does it, many at a time: what comes while it is busy makes the
 * next batch. Of several images of an aggregate only the newest counts. Offering never blocks; what finds no room is left
 * to the sweeper.
 */
final class RelayQueue<T> {

    private static final Logger log = LoggerFactory.getLogger(RelayQueue.class);
    private static final int ROOM = 2_000;
    private static final int BATCH = 256;
    private static final Duration DRAINING = Duration.ofSeconds(5);

    /**
     * How long after a batch the next one is taken, unless it is full: a lone piece of work is done at once, and the
     * more there is to do, the more is done at a time.
     *
     * @param each for each piece of the batch before
     */
    record Pace(Duration each, Duration most) {

        static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO);

        Duration after(int size) {
            var all = each.multipliedBy(size);
            return all.compareTo(most) < 0 ? all : most;
        }
    }

    private final Pace pace;
    private final Function<T, Image> image;
    private final Consumer<List<T>> work;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Map<String, T> waiting = new LinkedHashMap<>();
    private boolean closed;
    private long next;

    /**
     * @param pace a batch that is not full is taken no sooner than this after the one before
     * @param image of which aggregate a piece of work is, and how new
     */
    RelayQueue(String name, Pace pace, Function<T, Image> image, Consumer<List<T>> work) {
        this.pace = pace;
        this.image = image;
        this.work = work;
        this.next = System.nanoTime();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Has it taken if there is room. */
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

    /** Has it taken as soon as there is room. */
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
        return waiting.size() < ROOM || waiting.containsKey(image.apply(one).id());
    }

    private void add(T one) {
        var id = image.apply(one).id();
        var known = waiting.get(id);
        if (known == null || image.apply(known).version() < image.apply(one).version()) {
            waiting.put(id, one);
        }
        if (waiting.size() == 1 || waiting.size() == BATCH) {
            filled.signal();
        }
    }

    /** Does what waits, for a few seconds at most, and ends. */
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
                // A bug in one batch must not end all relaying: what it left undone is still pending.
                log.error("A batch could not be relayed; the sweeper takes it up again", e);
            }
        }
    }

    /** The next batch; empty when it is closed and drained. */
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
