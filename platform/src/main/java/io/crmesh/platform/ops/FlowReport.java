package io.crmesh.platform.ops;

import com.mongodb.MongoException;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.consume.Lags.Lag;
import io.crmesh.platform.consume.Listeners;
import io.crmesh.platform.consume.ParkedCounts;
import io.crmesh.platform.store.Backlog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Reads what is under way, in the order in which it moves: what is owed first, then the ends of the topics, then what is
 * committed, then what is parked, and at last what is owed once more, as consumers may owe facts by then.
 */
class FlowReport {

    private final ServiceSettings service;
    private final ObjectProvider<Backlog.Source> backlogs;
    private final Listeners listeners;
    private final ParkedCounts parked;
    private final Brokers brokers;

    FlowReport(
            ServiceSettings service,
            ObjectProvider<Backlog.Source> backlogs,
            Listeners listeners,
            ParkedCounts parked,
            Brokers brokers) {
        this.service = service;
        this.backlogs = backlogs;
        this.listeners = listeners;
        this.parked = parked;
        this.brokers = brokers;
    }

    Flow read() {
        var unreachable = new ArrayList<String>();
        var before = pending(unreachable);
        var lags = brokers.lags(listeners);
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
            var owed = backlogs.orderedStream().map(Backlog.Source::backlog).toList();
            return new Flow.Pending(
                    owed.stream().mapToLong(Backlog::pending).sum(),
                    owed.stream()
                            .map(Backlog::oldest)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        } catch (MongoException _) {
            missing(unreachable);
            return new Flow.Pending(0, null);
        }
    }

    private Flow.Group group(Listeners.Group group, @Nullable Lag lag, List<String> unreachable) {
        var paused = List.copyOf(group.waitsFor());
        var behind = lag == null ? null : lag.behind();
        var ends = lag == null ? null : lag.ends();
        try {
            var rows = parked.of(group.name());
            return new Flow.Group(group.name(), behind, ends, rows.held(), rows.parked(), paused);
        } catch (MongoException _) {
            missing(unreachable);
            return new Flow.Group(group.name(), behind, ends, null, null, paused);
        }
    }

    private static void missing(List<String> unreachable) {
        if (!unreachable.contains("database")) {
            unreachable.add("database");
        }
    }
}
