package io.crmesh.platform.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.store.HistoryEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a record: who did it, when, and what it changed. */
public record HistoryView(
        long sequence,
        String type,
        long version,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        Mode mode,
        List<Change> changes) {

    /** One field, as a path ({@code lines[0].quantity}). A value is absent where there was or is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            String field, @Nullable Object from, @Nullable Object to) {}

    /** What happened, newest first. */
    public record Items(List<HistoryView> items) {}

    static HistoryView of(HistoryEntry<?> entry, List<Change> changes) {
        var fact = entry.fact();
        return new HistoryView(
                fact.sequence(),
                fact.type(),
                entry.version(),
                fact.occurredAt(),
                fact.recordedAt(),
                fact.actor().toString(),
                fact.mode(),
                changes);
    }
}
