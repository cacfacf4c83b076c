package io.crmesh.platform.store;

import io.crmesh.platform.event.Event;
import java.time.Instant;

/** Event-driven sample aggregate: the number of events of a key. */
public record Tally(int count) {

    sealed interface TallyEvent extends Event {
        record Noticed(Instant occurredAt) implements TallyEvent {}

        @Override
        default String type() {
            return switch (this) {
                case Noticed _ -> "tally.noticed";
            };
        }
    }

    public record Verdict(String leaf, boolean matched) {}

    static final AggregateType<Tally, TallyEvent> TYPE =
            AggregateType.of("tally", "tallies", "tal_", Tally.class, (tally, _) -> tally);
}
