package io.crmesh.platform.ops;

import com.mongodb.MongoException;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.deadletter.DeadLetterCounts;
import io.crmesh.platform.listener.ConsumerLag.Lag;
import io.crmesh.platform.listener.GroupListeners;
import io.crmesh.platform.outbox.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Reader of the flow report. It reads in the order in which events move: pending events, end offsets, committed
 * offsets, dead letters, and at last the pending events again, because consumers may have recorded new ones meanwhile.
 */
class FlowReport {

    private final ServiceSettings service;
    private final ObjectProvider<Backlog.Source> backlogs;
    private final GroupListeners listeners;
    private final DeadLetterCounts deadLetters;
    private final ConsumerLagReader lagReader;
    private final MeterRegistry meters;

    FlowReport(
            ServiceSettings service,
            ObjectProvider<Backlog.Source> backlogs,
            GroupListeners listeners,
            DeadLetterCounts deadLetters,
            ConsumerLagReader lagReader,
            MeterRegistry meters) {
        this.service = service;
        this.backlogs = backlogs;
        this.listeners = listeners;
        this.deadLetters = deadLetters;
        this.lagReader = lagReader;
        this.meters = meters;
    }

    Flow read() {
        var unreachable = new ArrayList<String>();
        var before = pending(unreachable);
        var lags = lagReader.lags(listeners);
        if (lags.isEmpty()) {
            unreachable.add("broker");
        }
        var groups = new ArrayList<Flow.Group>();
        for (var group : listeners.groups()) {
            groups.add(group(group, lags.orElse(Map.of()).get(group.name()), unreachable));
        }
        var after = pending(unreachable);
        var quiet = unreachable.isEmpty()
                && before.records() == 0
                && after.records() == 0
                && groups.stream().allMatch(Flow.Group::quiet);
        return new Flow(service.name(), after, groups, List.copyOf(unreachable), quiet);
    }

    private Flow.Pending pending(List<String> unreachable) {
        try {
            var backlog = backlogs.orderedStream().map(Backlog.Source::backlog).toList();
            return new Flow.Pending(
                    backlog.stream().mapToLong(Backlog::pending).sum(),
                    backlog.stream()
                            .map(Backlog::oldest)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        } catch (MongoException _) {
            missing(unreachable);
            return new Flow.Pending(0, null);
        }
    }

    private Flow.Group group(GroupListeners.Group group, @Nullable Lag lag, List<String> unreachable) {
        var paused = List.copyOf(group.pauseReasons());
        var behind = lag == null ? null : lag.behind();
        var ends = lag == null ? null : lag.ends();
        try {
            var counts = deadLetters.of(group.name());
            return new Flow.Group(
                    group.name(), behind, ends, counts.awaitingGap(), counts.failed(), slowest(group.name()), paused);
        } catch (MongoException _) {
            missing(unreachable);
            return new Flow.Group(group.name(), behind, ends, null, null, slowest(group.name()), paused);
        }
    }

    /** Null if nothing was applied lately. */
    private @Nullable Long slowest(String group) {
        var ages = meters.find(ConsumerInvoker.AGE)
                .tags("group", group, "since", "recorded")
                .timer();
        var slowest = ages == null ? 0 : ages.max(TimeUnit.MILLISECONDS);
        return slowest > 0 ? Math.round(slowest) : null;
    }

    private static void missing(List<String> unreachable) {
        if (!unreachable.contains("database")) {
            unreachable.add("database");
        }
    }
}
