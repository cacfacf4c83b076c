package io.crmesh.platform.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one store still owes the world.
 *
 * @param pending records with facts that are not yet published and in history
 * @param oldest since when the oldest of them waits, in database time
 */
public record Backlog(String store, long pending, @Nullable Instant oldest) {

    /** Whoever can tell what it owes. */
    public interface Source {
        Backlog backlog();
    }
}
