package io.crmesh.platform.consume;

import io.crmesh.platform.consume.ParkedRow.State;

/** How much stands in the parking lot. */
public final class ParkedCounts {

    /** Rows of one group: those waiting for a fact before them, and those waiting for a person. */
    public record Rows(long held, long parked) {}

    private final ParkingLot parking;

    ParkedCounts(ParkingLot parking) {
        this.parking = parking;
    }

    public Rows of(String group) {
        return new Rows(parking.count(group, State.HELD), parking.count(group, State.PARKED));
    }
}
