package io.crmesh.marketing.condition;

import io.crmesh.marketing.condition.Condition.Subject;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parser of clauses into conditions. It refuses what cannot be evaluated and names its path, so that an accepted condition can
 * always be evaluated.
 */
public final class ConditionParser {

    private static final int DEEPEST = 10;
    private static final int MOST = 100;

    private final EventPaths eventPaths;
    private final List<FieldError> errors = new ArrayList<>();
    private int clauses;

    private ConditionParser(EventPaths eventPaths) {
        this.eventPaths = eventPaths;
    }

    /**
     * Reads a clause; none means that the condition always holds.
     *
     * @param errors receives what is wrong; the condition may only be used if nothing was added
     */
    public static Condition read(@Nullable Clause clause, EventPaths paths, List<FieldError> errors) {
        if (clause == null) {
            return Condition.always();
        }
        var parser = new ConditionParser(paths);
        var condition = parser.read(clause, "condition", 1);
        errors.addAll(parser.errors);
        return condition;
    }

    private Condition read(Clause clause, String at, int depth) {
        if (depth > DEEPEST || ++clauses > MOST) {
            return wrong(at, "A condition has at most %d clauses, %d deep".formatted(MOST, DEEPEST));
        }
        var kinds = Stream.of(clause.all(), clause.any(), clause.not(), clause.profile(), clause.event())
                .filter(Objects::nonNull)
                .count();
        if (kinds != 1) {
            return wrong(at, "Say exactly one of all, any, not, profile, event");
        }
        if (clause.profile() != null || clause.event() != null) {
            return leaf(clause, at);
        }
        if (clause.is() != null || clause.value() != null) {
            return wrong(at, "Only a profile or an event has is and value");
        }
        if (clause.not() != null) {
            return new Condition.Not(read(clause.not(), at + ".not", depth + 1));
        }
        return clause.all() != null
                ? new Condition.All(each(clause.all(), at + ".all", depth))
                : new Condition.Any(each(Objects.requireNonNull(clause.any()), at + ".any", depth));
    }

    private List<Condition> each(List<Clause> clauses, String at, int depth) {
        return IntStream.range(0, clauses.size())
                .mapToObj(i -> read(clauses.get(i), at + "[" + i + "]", depth + 1))
                .toList();
    }

    private Condition leaf(Clause clause, String at) {
        var subject = subject(clause);
        if (subject.isEmpty()) {
            return clause.profile() != null
                    ? wrong(at + ".profile", "There is no such path in a profile")
                    : wrong(at + ".event", "There is no such path in this event");
        }
        var path = path(subject.get());
        var operator = Operator.of(Objects.requireNonNullElse(clause.is(), ""));
        if (operator.isEmpty()) {
            return wrong(at + ".is", "Say one of " + Operator.all());
        }
        if (!operator.get().fits(path)) {
            return wrong(at + ".is", "This cannot be said of a value of this type");
        }
        return Expected.read(clause.value(), operator.get(), path)
                .<Condition>map(expected -> new Condition.Leaf(at, subject.get(), operator.get(), expected))
                .orElseGet(() -> wrong(at + ".value", "must be " + Expected.description(operator.get(), path)));
    }

    private Optional<Subject> subject(Clause clause) {
        return clause.profile() != null
                ? ProfilePaths.find(clause.profile()).map(Subject.OfProfile::new)
                : eventPaths.find(Objects.requireNonNull(clause.event())).map(Subject.OfEvent::new);
    }

    private static Path<?> path(Subject subject) {
        return switch (subject) {
            case Subject.OfProfile(var path) -> path;
            case Subject.OfEvent(var path) -> path;
        };
    }

    private Condition wrong(String field, String message) {
        errors.add(new FieldError(field, message));
        return Condition.always();
    }
}
