package io.crmesh.platform.deadletter;

import io.crmesh.platform.deadletter.DeadLetter.State;

/** Numbers of dead letters per consumer group, for metrics and the flow report. */
public final class DeadLetterCounts {

    /** The letters of one group: those that await a missing event, and those that wait for a person. */
    public record Counts(long awaitingGap, long failed) {}

    private final DeadLetterQueue deadLetters;

    public DeadLetterCounts(DeadLetterQueue deadLetters) {
        this.deadLetters = deadLetters;
    }

    public Counts of(String group) {
        return new Counts(deadLetters.count(group, State.AWAITING_GAP), deadLetters.count(group, State.FAILED));
    }
}
