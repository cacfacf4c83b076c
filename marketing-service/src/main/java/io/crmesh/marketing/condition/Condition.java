package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Composite: the condition of an automation, a tree over the profile as it is with exactly this event, and the event itself.
 * Every leaf is evaluated, also when the result is known already, so that the verdict can show each of them.
 */
public sealed interface Condition {

    /** The condition that always holds. */
    static Condition always() {
        return new All(List.of());
    }

    /** The condition of which nothing is known, since its text cannot be read. */
    static Condition unreadable() {
        return new Unreadable();
    }

    record Unreadable() implements Condition {}

    record All(List<Condition> of) implements Condition {}

    record Any(List<Condition> of) implements Condition {}

    record Not(Condition of) implements Condition {}

    /**
     * Compares one value.
     *
     * @param at where it stands in the rule: {@code condition.all[1]}
     */
    record Leaf(String at, Subject subject, Operator operator, Object expected) implements Condition {}

    /** Where a leaf reads its value. */
    sealed interface Subject {
        record OfProfile(Path<Profile> path) implements Subject {}

        record OfEvent(Path<EventPaths.ParsedEvent> path) implements Subject {}
    }

    /**
     * The result of one leaf.
     *
     * @param found the value that it read, as text; empty if there was none
     */
    record LeafResult(String at, String what, String found, boolean holds) {}

    /** Whether the condition holds, and the result of each leaf. */
    record Verdict(boolean holds, List<LeafResult> leaves) {}

    default Verdict evaluate(Profile profile, RecordedEvent event) {
        var results = new ArrayList<LeafResult>();
        var read = new EventPaths.ParsedEvent(event, EventBodies.read(event, JsonNode.class));
        var holds = holds(this, profile, read, results);
        return new Verdict(holds, List.copyOf(results));
    }

    private static boolean holds(
            Condition condition, Profile profile, EventPaths.ParsedEvent event, List<LeafResult> results) {
        return switch (condition) {
            case All(var of) ->
                of.stream().map(each -> holds(each, profile, event, results)).toList().stream()
                        .allMatch(Boolean::booleanValue);
            case Any(var of) ->
                of.stream().map(each -> holds(each, profile, event, results)).toList().stream()
                        .anyMatch(Boolean::booleanValue);
            case Not(var of) -> !holds(of, profile, event, results);
            case Unreadable _ -> throw new IllegalStateException("The rule's text cannot be read");
            case Leaf leaf -> {
                var found = found(leaf.subject(), profile, event);
                var holds = Comparison.holds(
                        found,
                        leaf.operator(),
                        leaf.expected(),
                        event.recorded().occurredAt());
                results.add(new LeafResult(leaf.at(), what(leaf), Values.shown(found), holds));
                yield holds;
            }
        };
    }

    private static List<?> found(Subject subject, Profile profile, EventPaths.ParsedEvent event) {
        return switch (subject) {
            case Subject.OfProfile(var path) -> path.read().apply(profile);
            case Subject.OfEvent(var path) -> path.read().apply(event);
        };
    }

    private static String what(Leaf leaf) {
        var name = switch (leaf.subject()) {
            case Subject.OfProfile(var path) -> "profile " + path.name();
            case Subject.OfEvent(var path) -> "event " + path.name();
        };
        return "%s %s %s".formatted(name, leaf.operator().sign(), Values.shown(leaf.expected()));
    }
}
