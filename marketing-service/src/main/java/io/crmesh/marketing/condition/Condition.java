package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * When an automation applies: a tree of clauses over the profile as it stands with exactly this fact, and the fact itself.
 * Every leaf is asked, also when the answer is known already, so that the verdict can say what each of them said.
 */
public sealed interface Condition {

    /** It holds whatever happened. */
    static Condition always() {
        return new All(List.of());
    }

    record All(List<Condition> of) implements Condition {}

    record Any(List<Condition> of) implements Condition {}

    record Not(Condition of) implements Condition {}

    /**
     * What a value is.
     *
     * @param at where it stands in the rule: {@code condition.all[1]}
     */
    record Leaf(String at, Subject subject, Operator operator, Object expected) implements Condition {}

    /** Whose value a leaf asks for. */
    sealed interface Subject {
        record OfProfile(Path<Profile> path) implements Subject {}

        record OfFact(Path<FactPaths.Read> path) implements Subject {}
    }

    /**
     * What one leaf said.
     *
     * @param found the value it saw, for people; absent if there was none
     */
    record Said(String at, String what, String found, boolean holds) {}

    /** Whether it holds, and what each leaf said. */
    record Verdict(boolean holds, List<Said> leaves) {}

    default Verdict judge(Profile profile, Fact fact) {
        var said = new ArrayList<Said>();
        var read = new FactPaths.Read(fact, Facts.read(fact, JsonNode.class));
        var holds = holds(this, profile, read, said);
        return new Verdict(holds, List.copyOf(said));
    }

    private static boolean holds(Condition condition, Profile profile, FactPaths.Read fact, List<Said> said) {
        return switch (condition) {
            case All(var of) ->
                of.stream().map(each -> holds(each, profile, fact, said)).toList().stream()
                        .allMatch(Boolean::booleanValue);
            case Any(var of) ->
                of.stream().map(each -> holds(each, profile, fact, said)).toList().stream()
                        .anyMatch(Boolean::booleanValue);
            case Not(var of) -> !holds(of, profile, fact, said);
            case Leaf leaf -> {
                var found = found(leaf.subject(), profile, fact);
                var holds = Comparison.holds(
                        found, leaf.operator(), leaf.expected(), fact.fact().occurredAt());
                said.add(new Said(leaf.at(), what(leaf), shown(found), holds));
                yield holds;
            }
        };
    }

    private static List<?> found(Subject subject, Profile profile, FactPaths.Read fact) {
        return switch (subject) {
            case Subject.OfProfile(var path) -> path.read().apply(profile);
            case Subject.OfFact(var path) -> path.read().apply(fact);
        };
    }

    private static String what(Leaf leaf) {
        var name = switch (leaf.subject()) {
            case Subject.OfProfile(var path) -> "profile " + path.name();
            case Subject.OfFact(var path) -> "fact " + path.name();
        };
        return "%s %s %s".formatted(name, leaf.operator().sign(), Values.shown(leaf.expected()));
    }

    private static String shown(List<?> found) {
        return Values.shown(String.join(", ", found.stream().map(Values::shown).toList()));
    }
}
