package io.crmesh.platform.consume;

import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;

/** Gap filler: fetches the events that are missing before a given one from their owner and applies them in order. */
public class GapFiller {

    private static final int PAGE = 200;
    private static final int GROWTH = 8;

    private final ConsumerInvoker invoker;
    private final OwnerEvents owner;

    public GapFiller(ConsumerInvoker invoker, OwnerEvents owner) {
        this.invoker = invoker;
        this.owner = owner;
    }

    /**
     * Applies all events before this one. Only the consumer knows its last applied event, so this goes back in growing
     * steps to an event that leaves no gap, and applies in order from there.
     */
    public void fill(RecordedEvent until) {
        for (var back = 1L; ; back *= GROWTH) {
            var after = Math.max(0, until.sequence() - 1 - back);
            if (isFilledFrom(after, until)) {
                return;
            }
            if (after == 0) {
                throw new MissingEvents("The owner's first event of this aggregate has another sequence than 1");
            }
        }
    }

    private boolean isFilledFrom(long start, RecordedEvent until) {
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
                if (invoker.apply(event) == Outcome.GAP) {
                    return holeInTheMiddle(event, last, start);
                }
                last = event.sequence();
            }
        }
        return true;
    }

    private static boolean holeInTheMiddle(RecordedEvent event, long last, long start) {
        if (last > start) {
            throw new MissingEvents("The owner's events have a hole before " + event.sequence());
        }
        return false;
    }
}
