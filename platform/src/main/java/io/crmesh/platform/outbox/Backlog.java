package io.crmesh.platform.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Backlog of the outbox in one store.
 *
 * @param pending number of records with events that are not yet published and archived
 * @param oldest since when the oldest of them has been pending, in database time
 */
public record Backlog(String store, long pending, @Nullable Instant oldest) {

    /** A source of a backlog, such as a repository of aggregates. */
    public interface Source {
        Backlog backlog();
    }
}
