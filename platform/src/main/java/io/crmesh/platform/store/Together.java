package io.crmesh.platform.store;

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
 * What many ask for at the same time is done for all of them in one go. Whoever finds nobody at it does it, for all who
 * wait, and then hands on to the one who waits longest: there is no thread of its own and no timer, whoever is alone
 * waits for nobody, and many share what one costs.
 */
public final class Together<Q, A> {

    private static final int MOST = 64;

    /** Who waits, and what for: the answer, or to do it for all. */
    private static final class Asked<Q, A> {
        final Q question;
        final CompletableFuture<Boolean> turn = new CompletableFuture<>();

        @Nullable
        A answer;

        @Nullable
        RuntimeException failure;

        Asked(Q question) {
            this.question = question;
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
    private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param work answers some questions that were asked before it begins, in their order; what it throws everyone gets
     *     whom it was done for
     */
    public Together(Function<List<Q>, List<A>> work) {
        this.work = work;
    }

    /** The answer, as soon as somebody has it. */
    public A ask(Q question) {
        var mine = new Asked<Q, A>(question);
        if (isMyTurn(mine) || mine.turn.join()) {
            var batch = take(mine);
            try {
                answer(batch);
            } finally {
                batch.forEach(each -> each.turn.complete(false));
                handOn();
            }
        }
        return mine.answer();
    }

    private boolean isMyTurn(Asked<Q, A> mine) {
        lock.lock();
        try {
            if (busy) {
                waiting.add(mine);
                return false;
            }
            busy = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for whoever is at it. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Asked<Q, A>> take(Asked<Q, A> mine) {
        var batch = new ArrayList<Asked<Q, A>>();
        batch.add(mine);
        lock.lock();
        try {
            while (batch.size() < MOST && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void answer(List<Asked<Q, A>> batch) {
        try {
            var answers = work.apply(batch.stream().map(each -> each.question).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer = answers.get(i);
            }
        } catch (RuntimeException e) {
            batch.forEach(each -> each.failure = e);
        }
    }

    private void handOn() {
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
