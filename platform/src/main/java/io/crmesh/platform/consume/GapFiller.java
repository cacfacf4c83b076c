package io.crmesh.platform.consume;

import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;

/** Gap filler: fetches the events that are missing before a given one from their owner and applies them in order. */
public class GapFiller {

    private static final int PAGE = 200;
    private static final int GROWTH = 8;

    /**
     * An event rests only on events that were recorded before it, so no two can wait for each other. Should a faulty
     * producer tell otherwise, this ends the circle.
     */
    private static final int LONGEST_CHAIN = 4;

    private final ConsumerInvoker invoker;
    private final OwnerEvents owner;

    public GapFiller(ConsumerInvoker invoker, OwnerEvents owner) {
        this.invoker = invoker;
        this.owner = owner;
    }

    /** Applies all events before this one of its own aggregate. */
    public void fillBefore(RecordedEvent event) {
        fill(event.reference(), 0);
    }

    /** Applies the events of another aggregate up to the one that this event rests on. */
    public void fillBase(RecordedEvent event) {
        fillBase(event, 0);
    }

    /** What may succeed later is an outage; that the base cannot be applied, is told like its being missing. */
    private void fillBase(RecordedEvent event, int chain) {
        var base = event.restsOn();
        if (base == null || chain == LONGEST_CHAIN) {
            throw new MissingEvents("The events on which " + event.id() + " rests make no chain that ends");
        }
        try {
            fill(base.next(), chain + 1);
        } catch (MissingEvents e) {
            throw e;
        } catch (RuntimeException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw new Outage(e);
            }
            throw new MissingEvents(
                    event.id() + " rests on " + base.id() + ", which cannot be applied: " + FailureKind.describe(e));
        }
    }

    /**
     * Applies the events before this one. Only the consumer knows its last applied event, so this goes back in growing
     * steps to an event that leaves no gap, and applies in order from there.
     */
    private void fill(EventReference until, int chain) {
        for (var back = 1L; ; back *= GROWTH) {
            var after = Math.max(0, until.sequence() - 1 - back);
            if (isFilledFrom(after, until, chain)) {
                return;
            }
            if (after == 0) {
                throw new MissingEvents("The owner's first event of this aggregate has another sequence than 1");
            }
        }
    }

    private boolean isFilledFrom(long start, EventReference until, int chain) {
        var last = start;
        while (last < until.sequence() - 1) {
            var page = owner.after(until, last, PAGE);
            if (page.isEmpty()) {
                throw new MissingEvents("The owner has no event after " + last);
            }
            for (var event : page) {
                if (event.sequence() >= until.sequence()) {
                    return true;
                }
                if (apply(event, chain) == Outcome.GAP) {
                    return holeInTheMiddle(event, last, start);
                }
                last = event.sequence();
            }
        }
        return true;
    }

    private Outcome apply(RecordedEvent event, int chain) {
        var outcome = invoker.apply(event);
        if (outcome != Outcome.AHEAD) {
            return outcome;
        }
        fillBase(event, chain);
        var again = invoker.apply(event);
        if (again == Outcome.AHEAD) {
            throw new MissingEvents("The event on which " + event.id() + " rests was fetched and is still missing");
        }
        return again;
    }

    private static boolean holeInTheMiddle(RecordedEvent event, long last, long start) {
        if (last > start) {
            throw new MissingEvents("The owner's events have a hole before " + event.sequence());
        }
        return false;
    }
}
