package io.crmesh.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value object: what is under way in the whole system.
 *
 * @param quiet whether all services answered, and no event is pending, awaiting a gap or a dead letter anywhere
 */
record SystemFlow(List<Part> services, boolean quiet) {

    /** One service. A service that did not answer has no numbers and is not quiet. */
    record Part(
            String name,
            boolean reachable,
            @Nullable Long pending,
            @Nullable Long oldestPendingSeconds,
            List<ServiceFlow.Group> groups,
            @Nullable Long awaitingGap,
            @Nullable Long deadLetters,
            boolean quiet) {

        static Part unreachable(String name) {
            return new Part(name, false, null, null, List.of(), null, null, false);
        }

        static Part of(String name, ServiceFlow flow, Instant now) {
            var oldest = flow.pending().oldest();
            var age = oldest == null
                    ? null
                    : Long.valueOf(Math.max(0, Duration.between(oldest, now).toSeconds()));
            return new Part(
                    name,
                    true,
                    flow.pending().records(),
                    age,
                    flow.groups(),
                    flow.awaitingGap(),
                    flow.deadLetters(),
                    flow.quiet());
        }
    }

    static SystemFlow of(List<Part> services) {
        return new SystemFlow(services, services.stream().allMatch(Part::quiet));
    }

    /** The same report, but not quiet if an event was published since an earlier one. */
    SystemFlow since(SystemFlow earlier) {
        return new SystemFlow(services, quiet && ends().equals(earlier.ends()));
    }

    private Map<String, Long> ends() {
        var ends = new HashMap<String, Long>();
        for (var service : services) {
            service.groups().forEach(group -> ends.merge(group.name(), orZero(group.ends()), Long::sum));
        }
        return ends;
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
