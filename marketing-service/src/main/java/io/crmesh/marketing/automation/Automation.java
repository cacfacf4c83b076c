package io.crmesh.marketing.automation;

import io.crmesh.marketing.automation.AutomationEvent.Changed;
import io.crmesh.marketing.automation.AutomationEvent.Created;
import io.crmesh.marketing.automation.AutomationEvent.Enabled;
import io.crmesh.marketing.automation.AutomationEvent.Paused;
import io.crmesh.marketing.automation.AutomationEvent.Retired;
import io.crmesh.platform.Refusal.RuleBroken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: "whenever this happens, do that." An event is judged by the version that was enabled when it was recorded, so
 * each version remembers when that was. An edit never changes a version, it adds one.
 *
 * @param name given by people
 * @param trigger type of the events that it waits for
 * @param versions oldest first; the last is the current one
 */
public record Automation(String id, String name, String trigger, Stage stage, List<Version> versions) {

    /** Stage of its life. */
    public enum Stage {
        DRAFT,
        BACKTESTED,
        ENABLED,
        PAUSED,
        RETIRED
    }

    /**
     * What an automation does, from one edit to the next.
     *
     * @param definition id of its text
     * @param enabled when it was enabled
     */
    public record Version(int number, String trigger, String definition, List<Interval> enabled) {

        boolean wasEnabledAt(Instant recordedAt) {
            return enabled.stream().anyMatch(interval -> interval.contains(recordedAt));
        }

        private Version opened(Instant at) {
            var intervals = new ArrayList<>(enabled);
            intervals.add(new Interval(at, null));
            return new Version(number, trigger, definition, List.copyOf(intervals));
        }

        private Version closed(Instant at) {
            return new Version(
                    number,
                    trigger,
                    definition,
                    enabled.stream().map(interval -> interval.endedBy(at)).toList());
        }
    }

    /** A span of time: from an instant until before another, or without end. */
    public record Interval(Instant from, @Nullable Instant until) {

        boolean contains(Instant instant) {
            return !instant.isBefore(from) && (until == null || instant.isBefore(until));
        }

        private Interval endedBy(Instant at) {
            return until == null ? new Interval(from, at) : this;
        }
    }

    public Version current() {
        return versions.getLast();
    }

    /** Whether it was ever enabled, and so may have to judge events that arrive late. */
    boolean everEnabled() {
        return versions.stream().anyMatch(version -> !version.enabled().isEmpty());
    }

    /** The version that judges events of this type recorded at this time. */
    public Optional<Version> versionFor(String type, Instant recordedAt) {
        return versions.stream()
                .filter(version -> version.trigger().equals(type) && version.wasEnabledAt(recordedAt))
                .findFirst();
    }

    /** When it was first enabled, if ever. */
    public Optional<Instant> firstEnabled() {
        return versions.stream()
                .flatMap(version -> version.enabled().stream())
                .map(Interval::from)
                .min(Instant::compareTo);
    }

    Changed edit(String newName, String newTrigger, String definition, Instant now) {
        return switch (stage) {
            case DRAFT, BACKTESTED, ENABLED, PAUSED ->
                new Changed(newTrigger, current().number() + 1, newName, definition, now);
            case RETIRED -> throw refused("changed", "nothing");
        };
    }

    Enabled enable(Instant now) {
        return switch (stage) {
            case DRAFT, BACKTESTED, PAUSED -> new Enabled(current().number(), now);
            case ENABLED -> throw refused("enabled", "changed, paused or retired");
            case RETIRED -> throw refused("enabled", "nothing");
        };
    }

    Paused pause(Instant now) {
        return switch (stage) {
            case ENABLED -> new Paused(now);
            case DRAFT, BACKTESTED, PAUSED -> throw refused("paused", "changed, enabled or retired");
            case RETIRED -> throw refused("paused", "nothing");
        };
    }

    Retired retire(Instant now) {
        return switch (stage) {
            case DRAFT, BACKTESTED, ENABLED, PAUSED -> new Retired(now);
            case RETIRED -> throw refused("retired", "nothing");
        };
    }

    static Automation fold(@Nullable Automation automation, AutomationEvent event) {
        if (event instanceof Created created) {
            var first = new Version(created.version(), created.trigger(), created.definition(), List.of());
            return new Automation(created.id(), created.name(), created.trigger(), Stage.DRAFT, List.of(first));
        }
        if (automation == null) {
            throw new IllegalStateException("An automation begins with its creation");
        }
        return automation.after(event);
    }

    private Automation after(AutomationEvent event) {
        return switch (event) {
            case Created _ -> throw new IllegalStateException("An automation is created once");
            case Changed changed -> edited(changed);
            case Enabled enabled -> at(Stage.ENABLED, replacing(current().opened(enabled.at())));
            case Paused(var at) -> at(Stage.PAUSED, replacing(current().closed(at)));
            case Retired(var at) -> at(Stage.RETIRED, replacing(current().closed(at)));
        };
    }

    /** An edit of an enabled automation takes effect at once; the edit of another one waits until it is enabled. */
    private Automation edited(Changed changed) {
        var fresh = new Version(changed.version(), changed.trigger(), changed.definition(), List.of());
        var all = new ArrayList<>(replacing(current().closed(changed.at())));
        all.add(stage == Stage.ENABLED ? fresh.opened(changed.at()) : fresh);
        var next = stage == Stage.BACKTESTED ? Stage.DRAFT : stage;
        return new Automation(id, changed.name(), changed.trigger(), next, List.copyOf(all));
    }

    private List<Version> replacing(Version last) {
        var all = new ArrayList<>(versions);
        all.set(all.size() - 1, last);
        return List.copyOf(all);
    }

    private Automation at(Stage next, List<Version> now) {
        return new Automation(id, name, trigger, next, now);
    }

    private RuleBroken refused(String wish, String allowed) {
        return new RuleBroken(
                "automation-stage",
                "An automation that is %s cannot be %s; it can be: %s".formatted(stage, wish, allowed));
    }
}
