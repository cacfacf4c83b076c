package io.crmesh.platform.deadletter;

import static java.util.Objects.requireNonNull;

import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.FailureKind;
import io.crmesh.platform.consume.GapFiller;
import io.crmesh.platform.consume.MissingEvents;
import io.crmesh.platform.consume.Outage;
import io.crmesh.platform.deadletter.DeadLetterQueue.Claim;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
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
    private final ConsumeSettings settings;

    /**
     * The replay of one group.
     *
     * @param settings how long a letter waits for another aggregate's event
     */
    public DeadLetterReplay(
            ConsumerInvoker invoker, DeadLetterQueue deadLetters, GapFiller gapFiller, ConsumeSettings settings) {
        this.invoker = invoker;
        this.deadLetters = deadLetters;
        this.gapFiller = gapFiller;
        this.settings = settings;
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
        var outcome = apply(event, letter.awaits(), letter);
        if (outcome == Outcome.GAP) {
            gapFiller.fillBefore(event);
            outcome = apply(event, letter.awaits(), letter);
        }
        if (outcome == Outcome.AHEAD) {
            var base = requireNonNull(event.restsOn());
            if (!base.equals(letter.awaits())) {
                deadLetters.markAhead(letter, base);
            }
            fillBase(event, letter);
            outcome = apply(event, base, letter);
        }
        if (!outcome.isEffective()) {
            throw new MissingEvents("An event before it is missing, and its owner does not have it either");
        }
    }

    private Outcome apply(RecordedEvent event, @Nullable EventReference awaited, DeadLetter letter) {
        return awaited == null ? invoker.apply(event) : invoker.applyAfterWait(event, awaited, letter.at());
    }

    /** Most events that others rest on are just on their way here, so their owner is not asked at once. */
    private void fillBase(RecordedEvent event, DeadLetter letter) {
        var age = deadLetters.age(letter);
        if (age.compareTo(settings.askOwnerAfter()) < 0) {
            throw new Busy("The event on which " + event.id() + " rests has not arrived yet", settings.askOwnerAfter());
        }
        try {
            gapFiller.fillBase(event);
        } catch (MissingEvents e) {
            var mayStillCome = age.compareTo(settings.waitAtMost()) < 0 || isBaseDeadLetter(event, letter);
            throw mayStillCome ? new Outage(e) : e;
        }
    }

    /** Whether what this event rests on is a dead letter itself: this one follows when a person has settled that one. */
    private boolean isBaseDeadLetter(RecordedEvent event, DeadLetter letter) {
        var base = event.restsOn();
        return base != null && deadLetters.isBlocked(letter.group(), base);
    }

    private Result moved(DeadLetter letter, DeadLetter awaiting) {
        deadLetters.move(letter, awaiting);
        return new Result(0, false, true, awaiting.error());
    }

    /** Replays a record that belongs to no stream, because its headers could not be read. */
    Result replaySingle(DeadLetter letter) {
        try {
            var event = Envelope.read(letter.delivery());
            invoker.consumer().polled();
            return switch (invoker.apply(event)) {
                case APPLIED, DUPLICATE -> {
                    deadLetters.remove(letter.id());
                    yield new Result(1, true, false, "");
                }
                case GAP -> moved(letter, DeadLetter.afterGap(letter.group(), letter.delivery(), event));
                case AHEAD -> moved(letter, DeadLetter.ahead(letter.group(), letter.delivery(), event));
            };
        } catch (Envelope.Unreadable | RuntimeException | LinkageError | StackOverflowError e) {
            var transientFailure = FailureKind.of(e) == FailureKind.TRANSIENT;
            if (!transientFailure) {
                deadLetters.markFailed(letter, FailureKind.describe(e));
            }
            return new Result(0, false, transientFailure, FailureKind.describe(e));
        }
    }
}
