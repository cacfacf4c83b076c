package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;

/** Feeds the facts before a given one, told again by their owner, through the same consumer. */
class Filling {

    private static final int PAGE = 200;
    private static final int WIDER = 8;

    private final Applying applying;
    private final OwnerFacts owner;

    Filling(Applying applying, OwnerFacts owner) {
        this.applying = applying;
        this.owner = owner;
    }

    /**
     * Goes back in growing steps to a fact that is no gap any more, as the consumer alone knows where it stands, and
     * from there on in order.
     */
    void fill(Fact until) {
        for (var back = 1L; ; back *= WIDER) {
            var after = Math.max(0, until.sequence() - 1 - back);
            if (fedFrom(after, until)) {
                return;
            }
            if (after == 0) {
                throw new MissingFacts("The owner's first fact of this aggregate is not the first");
            }
        }
    }

    private boolean fedFrom(long start, Fact until) {
        var last = start;
        while (last < until.sequence() - 1) {
            var page = owner.after(until, last, PAGE);
            if (page.isEmpty()) {
                throw new MissingFacts("The owner has no fact after " + last);
            }
            for (var fact : page) {
                if (fact.sequence() >= until.sequence()) {
                    return true;
                }
                if (applying.apply(fact) == Outcome.GAP) {
                    return missingInTheMiddle(fact, last, start);
                }
                last = fact.sequence();
            }
        }
        return true;
    }

    private static boolean missingInTheMiddle(Fact fact, long last, long start) {
        if (last > start) {
            throw new MissingFacts("The owner's facts have a hole before " + fact.sequence());
        }
        return false;
    }
}
