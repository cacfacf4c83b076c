package io.crmesh.platform.history;

import io.crmesh.platform.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event of a record's history, with the record before and after it.
 *
 * @param version of the record after the command that caused the event; one command may cause several events
 * @param before the record before it; null if this event created it
 * @param after the record after it; null if this event withdrew it
 */
public record HistoryEntry<S>(
        RecordedEvent event,
        long version,
        @Nullable S before,
        @Nullable S after) {}
