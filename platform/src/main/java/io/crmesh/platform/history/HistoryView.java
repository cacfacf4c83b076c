package io.crmesh.platform.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.event.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** API view of one event of a record's history: who caused it, when, and what it changed. */
public record HistoryView(
        long sequence,
        String type,
        long version,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        Mode mode,
        List<Change> changes) {

    /**
     * One changed field, as a path ({@code consents[MARKETING EMAIL].state}). An entry of a list without a name is called
     * by its position ({@code lines[0].quantity}). A missing value means that the field was or is empty.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            String field, @Nullable Object from, @Nullable Object to) {}

    /** The events, newest first. */
    public record Items(List<HistoryView> items) {}

    static HistoryView of(HistoryEntry<?> entry, List<Change> changes) {
        var event = entry.event();
        return new HistoryView(
                event.sequence(),
                event.type(),
                entry.version(),
                event.occurredAt(),
                event.recordedAt(),
                event.actor().toString(),
                event.mode(),
                changes);
    }
}
