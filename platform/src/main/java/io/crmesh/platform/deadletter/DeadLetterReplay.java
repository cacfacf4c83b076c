package io.crmesh.platform.deadletter;

import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.FailureKind;
import io.crmesh.platform.consume.GapFiller;
import io.crmesh.platform.consume.MissingEvents;
import io.crmesh.platform.deadletter.DeadLetterQueue.Claim;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Replay of dead letters: applies those of one aggregate again, in order, and fetches missing events from their owner.
 * It stops at the first failure, and unblocks the aggregate when no letter is left.
 */
public class DeadLetterReplay {

    /**
     * The result of a replay.
     *
     * @param replayed number of letters that were applied
     * @param unblocked whether later events of the aggregate are processed again
     * @param transientFailure whether an outage or a missing event stopped it, which is not the letter's fault
     * @param error why it stopped; empty if it did not
     */
    public record Result(int replayed, boolean unblocked, boolean transientFailure, String error) {}

    private static final int PAGE = 100;

    private final ConsumerInvoker invoker;
    private final DeadLetterQueue deadLetters;
    private final GapFiller gapFiller;

    public DeadLetterReplay(ConsumerInvoker invoker, DeadLetterQueue deadLetters, GapFiller gapFiller) {
        this.invoker = invoker;
        this.deadLetters = deadLetters;
        this.gapFiller = gapFiller;
    }

    public Result replay(Claim claim) {
        var replayed = 0;
        while (true) {
            var tail = deadLetters.tail(claim);
            if (tail.isEmpty()) {
                return new Result(replayed, false, false, "Another process has taken over");
            }
            var letters = deadLetters.letters(claim.streamKey(), PAGE);
            if (letters.isEmpty() && deadLetters.unblock(claim, tail.get())) {
                return new Result(replayed, true, false, "");
            }
            for (var letter : letters) {
                var failure = apply(letter, claim);
                if (failure != null) {
                    return new Result(replayed, false, failure.transientFailure(), failure.error());
                }
                replayed++;
            }
        }
    }

    private record Failure(String error, boolean transientFailure) {}

    private @Nullable Failure apply(DeadLetter letter, Claim claim) {
        if (!deadLetters.renew(claim)) {
            return new Failure("Another process has taken over", false);
        }
        try {
            apply(letter);
            deadLetters.remove(letter.id());
            return null;
        } catch (Envelope.Unreadable | RuntimeException | LinkageError | StackOverflowError e) {
            // As for a live event: every failure is either this letter's own or an outage.
            var transientFailure = FailureKind.of(e) == FailureKind.TRANSIENT;
            if (!transientFailure) {
                deadLetters.markFailed(letter, FailureKind.describe(e));
            }
            deadLetters.release(claim);
            return new Failure(FailureKind.describe(e), transientFailure);
        }
    }

    private void apply(DeadLetter letter) throws Envelope.Unreadable {
        var event = Envelope.read(letter.delivery());
        invoker.consumer().polled();
        if (invoker.apply(event) == Outcome.GAP) {
            gapFiller.fill(event);
            if (invoker.apply(event) == Outcome.GAP) {
                throw new MissingEvents("The event before it is missing, and its owner does not have it either");
            }
        }
    }

    /** Replays a record that belongs to no stream, because its headers could not be read. */
    Result replaySingle(DeadLetter letter) {
        try {
            var event = Envelope.read(letter.delivery());
            invoker.consumer().polled();
            if (invoker.apply(event) == Outcome.GAP) {
                deadLetters.awaitGap(letter, event);
                return new Result(0, false, true, "The event before it is missing");
            }
            deadLetters.remove(letter.id());
            return new Result(1, true, false, "");
        } catch (Envelope.Unreadable | RuntimeException | LinkageError | StackOverflowError e) {
            var transientFailure = FailureKind.of(e) == FailureKind.TRANSIENT;
            if (!transientFailure) {
                deadLetters.markFailed(letter, FailureKind.describe(e));
            }
            return new Result(0, false, transientFailure, FailureKind.describe(e));
        }
    }
}
