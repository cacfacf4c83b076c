package io.crmesh.gateway.flow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Response body of a service to {@code /internal/flow}, as far as the gateway reads it. */
record ServiceFlow(Pending pending, List<Group> groups, boolean quiet) {

    /** Events that are stored and not yet published. */
    record Pending(long records, @Nullable Instant oldest) {}

    /**
     * One consumer group. A number is null if the service could not find it out.
     *
     * @param ends the sum of the end offsets of its topics
     * @param slowestMillis how old the slowest event of the last minutes was when it took effect
     */
    record Group(
            String name,
            @Nullable Long lag,
            @Nullable Long ends,
            @Nullable Long awaitingGap,
            @Nullable Long deadLetters,
            @Nullable Long slowestMillis,
            @Nullable List<String> paused) {}

    long awaitingGap() {
        return groups.stream().mapToLong(group -> orZero(group.awaitingGap())).sum();
    }

    long deadLetters() {
        return groups.stream().mapToLong(group -> orZero(group.deadLetters())).sum();
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
