package io.crmesh.platform.consume;

import io.crmesh.platform.consume.ParkingLot.Claim;
import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.fact.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Feeds what stands parked of one aggregate to its consumer again, in order, fetching what is missing from the owner.
 * Stops at the first failure; lets the aggregate flow again when nothing is left.
 */
class Draining {

    /**
     * What came of it.
     *
     * @param settled rows that are taken now
     * @param drained whether the aggregate flows again
     * @param waits whether it stopped at an outage, which is no row's fault
     * @param error why it stopped; empty if it did not
     */
    record Result(int settled, boolean drained, boolean waits, String error) {}

    private static final int PAGE = 100;

    private final Applying applying;
    private final ParkingLot parking;
    private final Filling filling;

    Draining(Applying applying, ParkingLot parking, Filling filling) {
        this.applying = applying;
        this.parking = parking;
        this.filling = filling;
    }

    Result drain(Claim claim) {
        var settled = 0;
        while (true) {
            var tail = parking.tail(claim);
            if (tail.isEmpty()) {
                return new Result(settled, false, false, "Somebody else has taken over");
            }
            var rows = parking.rows(claim.lot(), PAGE);
            if (rows.isEmpty() && parking.unpark(claim, tail.get())) {
                return new Result(settled, true, false, "");
            }
            for (var row : rows) {
                var failure = settle(row, claim);
                if (failure != null) {
                    return new Result(settled, false, failure.waits(), failure.error());
                }
                settled++;
            }
        }
    }

    private record Failure(String error, boolean waits) {}

    private @Nullable Failure settle(ParkedRow row, Claim claim) {
        if (!parking.renew(claim)) {
            return new Failure("Somebody else has taken over", false);
        }
        try {
            feed(row);
            parking.remove(row.id());
            return null;
        } catch (Envelope.Unreadable | RuntimeException | LinkageError | StackOverflowError e) {
            // As when it came live: whatever it is, it is this row's failure or an outage.
            var waits = Trouble.of(e) == Trouble.PASSING;
            if (!waits) {
                parking.failed(row, Trouble.words(e));
            }
            parking.release(claim);
            return new Failure(Trouble.words(e), waits);
        }
    }

    private void feed(ParkedRow row) throws Envelope.Unreadable {
        var fact = Envelope.read(row.delivery());
        applying.consumer().polled();
        if (applying.apply(fact) == Outcome.GAP) {
            filling.fill(fact);
            if (applying.apply(fact) == Outcome.GAP) {
                throw new MissingFacts("The fact before it is missing although its owner told all");
            }
        }
    }

    /** A record of which nothing else is parked, because it could not be read. */
    Result settleAlone(ParkedRow row) {
        try {
            var fact = Envelope.read(row.delivery());
            applying.consumer().polled();
            if (applying.apply(fact) == Outcome.GAP) {
                parking.hold(row, fact);
                return new Result(0, false, true, "The fact before it is missing");
            }
            parking.remove(row.id());
            return new Result(1, true, false, "");
        } catch (Envelope.Unreadable | RuntimeException | LinkageError | StackOverflowError e) {
            var waits = Trouble.of(e) == Trouble.PASSING;
            if (!waits) {
                parking.failed(row, Trouble.words(e));
            }
            return new Result(0, false, waits, Trouble.words(e));
        }
    }
}
