package io.crmesh.platform.consume;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.Map;
import java.util.Set;

/** How people settle what is parked: replay an aggregate, or give up one record and say why. Both are recorded. */
class Settling {

    private final ParkingLot parking;
    private final Map<String, Draining> groups;

    Settling(ParkingLot parking, Map<String, Draining> groups) {
        this.parking = parking;
        this.groups = Map.copyOf(groups);
    }

    Set<String> groups() {
        return groups.keySet();
    }

    ParkingLot parking() {
        return parking;
    }

    ParkedRow get(String id) {
        return parking.find(id)
                .filter(row -> groups.containsKey(row.group()))
                .orElseThrow(() -> new NotFound("parked record"));
    }

    /** Feeds all that is parked of the row's aggregate to its consumer again. */
    Draining.Result replay(String id, String by) {
        var row = get(id);
        var draining = draining(row);
        parking.audit(row, "replay", by, "");
        if (row.stream() == null) {
            return draining.settleAlone(row);
        }
        return draining.drain(claim(row));
    }

    /** Gives up one record for good; the others of its aggregate stay parked, or flow if it was the last. */
    void discard(String id, String reason, String by) {
        var row = get(id);
        if (row.stream() == null) {
            parking.audit(row, "discard", by, reason);
            parking.remove(row.id());
            return;
        }
        var claim = claim(row);
        parking.audit(row, "discard", by, reason);
        parking.remove(row.id());
        var tail = parking.tail(claim);
        if (tail.isEmpty() || parking.count(claim.lot()) > 0 || !parking.unpark(claim, tail.get())) {
            parking.release(claim);
        }
    }

    private Draining draining(ParkedRow row) {
        var draining = groups.get(row.group());
        if (draining == null) {
            throw new NotFound("parked record");
        }
        return draining;
    }

    private ParkingLot.Claim claim(ParkedRow row) {
        var stream = row.stream();
        if (stream == null) {
            throw new NotFound("parked aggregate");
        }
        return parking.claim(row.group(), stream)
                .orElseThrow(() -> new RuleBroken("parked-busy", "This aggregate is being replayed right now"));
    }
}
