package io.crmesh.platform.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Request batcher: requests that arrive while another one is processed are processed together. The first caller works
 * for all who wait, and then passes the turn to the caller who waits longest. There is no thread and no timer: a single
 * caller never waits.
 */
public final class RequestBatcher<Q, A> {

    private static final int MAX_BATCH = 64;

    /** A waiting caller's request, and the future that either hands it the turn or reports that its answer is there. */
    private static final class Submission<Q, A> {
        final Q request;
        final CompletableFuture<Boolean> turn = new CompletableFuture<>();

        @Nullable
        A answer;

        @Nullable
        RuntimeException failure;

        Submission(Q request) {
            this.request = request;
        }

        A answer() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(answer);
        }
    }

    private final Function<List<Q>, List<A>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Submission<Q, A>> waiting = new ArrayDeque<>();
    private boolean busy;

    /** @param work answers requests in their order; its exception reaches every caller of the batch */
    public RequestBatcher(Function<List<Q>, List<A>> work) {
        this.work = work;
    }

    /** Returns the answer, computed by this caller or by another one. */
    public A submit(Q request) {
        var own = new Submission<Q, A>(request);
        if (isMyTurn(own) || own.turn.join()) {
            var batch = take(own);
            try {
                answer(batch);
            } finally {
                batch.forEach(each -> each.turn.complete(false));
                passTurn();
            }
        }
        return own.answer();
    }

    private boolean isMyTurn(Submission<Q, A> own) {
        lock.lock();
        try {
            if (busy) {
                waiting.add(own);
                return false;
            }
            busy = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The number of callers that wait for the present batch. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Submission<Q, A>> take(Submission<Q, A> own) {
        var batch = new ArrayList<Submission<Q, A>>();
        batch.add(own);
        lock.lock();
        try {
            while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void answer(List<Submission<Q, A>> batch) {
        try {
            var answers = work.apply(batch.stream().map(each -> each.request).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer = answers.get(i);
            }
        } catch (RuntimeException e) {
            batch.forEach(each -> each.failure = e);
        }
    }

    private void passTurn() {
        lock.lock();
        try {
            var next = waiting.poll();
            busy = next != null;
            if (next != null) {
                next.turn.complete(true);
            }
        } finally {
            lock.unlock();
        }
    }
}
