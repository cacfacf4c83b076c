package io.crmesh.platform.ops;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service still owes and has not read yet.
 *
 * @param unreachable what could not be asked; as long as there is something, nobody can say that all is quiet
 * @param quiet whether nothing is under way, waiting or parked
 */
record Flow(String service, Pending pending, List<Group> groups, List<String> unreachable, boolean quiet) {

    /** Facts that are stored and not yet told. */
    record Pending(long records, @Nullable Instant oldest) {}

    /**
     * One consumer group; null where it could not be asked.
     *
     * @param ends where its topics end, added up: the same number again says that nothing was told in between
     */
    record Group(
            String name,
            @Nullable Long lag,
            @Nullable Long ends,
            @Nullable Long held,
            @Nullable Long parked,
            List<String> paused) {
        boolean quiet() {
            return isZero(lag) && isZero(held) && isZero(parked);
        }

        private static boolean isZero(@Nullable Long number) {
            return number != null && number == 0;
        }
    }
}
