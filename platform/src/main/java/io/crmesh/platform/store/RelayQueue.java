package io.crmesh.platform.store;

import io.crmesh.platform.store.Relay.Debt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debts on their way to being paid, spread over stripes by aggregate: within a process one aggregate is only ever paid by
 * one thread, and of several images of it only the newest counts. Offering never blocks; what finds no room is left to
 * the sweeper.
 */
final class RelayQueue {

    private static final Logger log = LoggerFactory.getLogger(RelayQueue.class);
    private static final int STRIPES = 4;
    private static final int ROOM = 2_000 / STRIPES;
    private static final int BATCH = 256;
    private static final Duration DRAINING = Duration.ofSeconds(5);

    private final Consumer<List<Debt>> pay;
    private final List<Stripe> stripes =
            IntStream.range(0, STRIPES).mapToObj(Stripe::new).toList();

    RelayQueue(Consumer<List<Debt>> pay) {
        this.pay = pay;
    }

    void offer(Debt debt) {
        stripes.get(Slots.of(debt.image().id()) % STRIPES).offer(debt);
    }

    void start() {
        stripes.forEach(stripe -> stripe.thread.start());
    }

    void stop() {
        stripes.forEach(Stripe::close);
        var deadline = System.nanoTime() + DRAINING.toNanos();
        for (var stripe : stripes) {
            stripe.join(deadline);
        }
    }

    private final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition work = lock.newCondition();
        private final Map<String, Debt> waiting = new LinkedHashMap<>();
        private final Thread thread;
        private boolean closed;

        Stripe(int number) {
            this.thread = Thread.ofPlatform().name("relay-" + number).daemon().unstarted(this::run);
        }

        void offer(Debt debt) {
            lock.lock();
            try {
                var id = debt.image().id();
                var known = waiting.get(id);
                if (known == null && waiting.size() >= ROOM) {
                    return;
                }
                if (known == null || known.image().version() < debt.image().version()) {
                    waiting.put(id, debt);
                    work.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                closed = true;
                work.signal();
            } finally {
                lock.unlock();
            }
        }

        void join(long deadline) {
            if (!thread.isAlive()) {
                return;
            }
            try {
                var _ = thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                try {
                    pay.accept(batch);
                } catch (RuntimeException e) {
                    // A bug in one batch must not end the stripe: what it left undone is still pending.
                    log.error("A batch could not be relayed; the sweeper takes it up again", e);
                }
            }
        }

        /** The next batch; empty when it is closed and drained. */
        private List<Debt> take() {
            lock.lock();
            try {
                while (waiting.isEmpty() && !closed) {
                    work.awaitUninterruptibly();
                }
                var batch = new ArrayList<Debt>(Math.min(BATCH, waiting.size()));
                for (var each = waiting.values().iterator(); each.hasNext() && batch.size() < BATCH; ) {
                    batch.add(each.next());
                    each.remove();
                }
                return batch;
            } finally {
                lock.unlock();
            }
        }
    }
}
