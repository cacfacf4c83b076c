package io.crmesh.platform.store;

import io.crmesh.platform.fact.Fact;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a record, and the record after it.
 *
 * @param version of the record after the command that did it; one command may do several things
 * @param before the record before it; nothing if this made it
 * @param after the record after it; nothing if this took it back
 */
public record HistoryEntry<S>(
        Fact fact,
        long version,
        @Nullable S before,
        @Nullable S after) {}
