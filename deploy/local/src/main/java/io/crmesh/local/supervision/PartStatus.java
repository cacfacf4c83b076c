package io.crmesh.local.supervision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * View of a part in {@code ./crm status}.
 *
 * @param pid null while no process runs
 * @param startedAt milliseconds since the epoch; with the pid it identifies one process for ever
 */
public record PartStatus(
        String name,
        String state,
        @Nullable Long pid,
        @Nullable Long startedAt,
        String address,
        String log,
        int restarts,
        List<String> lastLines) {

    PartStatus stopped() {
        return new PartStatus(name, PartState.STOPPED.label(), null, null, address, log, restarts, List.of());
    }
}
