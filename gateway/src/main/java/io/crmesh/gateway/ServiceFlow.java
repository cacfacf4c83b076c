package io.crmesh.gateway;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service says is under way in it; only what we read of it. */
record ServiceFlow(Pending pending, List<Group> groups, boolean quiet) {

    /** Facts that are stored and not yet told. */
    record Pending(long records, @Nullable Instant oldest) {}

    /**
     * One consumer group; null where the service could not find out.
     *
     * @param ends where its topics end, added up
     */
    record Group(
            String name,
            @Nullable Long lag,
            @Nullable Long ends,
            @Nullable Long held,
            @Nullable Long parked,
            @Nullable List<String> paused) {}

    long held() {
        return groups.stream().mapToLong(group -> orZero(group.held())).sum();
    }

    long parked() {
        return groups.stream().mapToLong(group -> orZero(group.parked())).sum();
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
