package io.crmesh.local.launcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part as {@code ./crm status} tells of it.
 *
 * @param pid null while no process runs
 * @param startedAt milliseconds since the epoch; with the pid it names one process for ever
 */
record PartStatus(
        String name,
        String state,
        @Nullable Long pid,
        @Nullable Long startedAt,
        String address,
        String log,
        int restarts,
        List<String> lastLines) {

    PartStatus stopped() {
        return new PartStatus(name, PartState.STOPPED.word(), null, null, address, log, restarts, List.of());
    }
}
