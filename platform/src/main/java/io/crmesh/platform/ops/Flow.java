package io.crmesh.platform.ops;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flow report of a service: the events that it has not published or processed yet.
 *
 * @param unreachable the parts that could not be asked; as long as there is one, the service is not quiet
 * @param quiet whether no event is pending, unprocessed, awaiting a gap or a dead letter
 */
record Flow(String service, Pending pending, List<Group> groups, List<String> unreachable, boolean quiet) {

    /** Events that are stored and not yet published. */
    record Pending(long records, @Nullable Instant oldest) {}

    /**
     * One consumer group; null where it could not be asked.
     *
     * @param ends sum of its topics' end offsets: while it stays the same, no event was published
     * @param awaitingGap events that wait for a missing one before them
     * @param deadLetters events that wait for a person
     * @param slowestMillis how old the slowest event of the last minutes was when this process had applied it
     */
    record Group(
            String name,
            @Nullable Long lag,
            @Nullable Long ends,
            @Nullable Long awaitingGap,
            @Nullable Long deadLetters,
            @Nullable Long slowestMillis,
            List<String> paused) {
        boolean quiet() {
            return isZero(lag) && isZero(awaitingGap) && isZero(deadLetters);
        }

        private static boolean isZero(@Nullable Long number) {
            return number != null && number == 0;
        }
    }
}
