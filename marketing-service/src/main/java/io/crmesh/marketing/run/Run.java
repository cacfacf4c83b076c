package io.crmesh.marketing.run;

import io.crmesh.marketing.run.RunEvent.Advanced;
import io.crmesh.marketing.run.RunEvent.Completed;
import io.crmesh.marketing.run.RunEvent.Parked;
import io.crmesh.marketing.run.RunEvent.Suppressed;
import io.crmesh.marketing.run.RunEvent.Triggered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One automation at work for one customer. Its steps' messages are made together with it; it only takes note of what
 * becomes of each, once, and ends with the last of them.
 *
 * @param version of the automation that was judged
 * @param fact the fact that decided it
 * @param steps still to be done
 * @param done in the order in which they ended
 * @param reason why it was suppressed or parked
 */
public record Run(
        String id,
        String automation,
        int version,
        String customer,
        String fact,
        Stage stage,
        List<String> steps,
        List<Done> done,
        @Nullable String reason,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** How far it is. */
    public enum Stage {
        STARTED,
        EXECUTING,
        COMPLETED,
        SUPPRESSED,
        PARKED
    }

    /** What can become of a step. */
    public enum Outcome {
        SENT,
        SUPPRESSED,
        FAILED
    }

    /** A step that came to its end. */
    public record Done(
            String step, Outcome outcome, @Nullable String reason) {}

    static Run from(Triggered triggered) {
        return new Run(
                triggered.id(),
                triggered.automation(),
                triggered.version(),
                triggered.customer(),
                triggered.fact(),
                Stage.STARTED,
                triggered.steps(),
                List.of(),
                null,
                triggered.at(),
                null);
    }

    /** What follows when a step has ended; nothing if this run does not wait for it (any more). */
    Optional<RunEvent> ended(Done step, Instant now) {
        if (!steps.contains(step.step())) {
            return Optional.empty();
        }
        if (steps.size() > 1) {
            return Optional.of(
                    new Advanced(automation, step.step(), step.outcome().name(), step, now));
        }
        var all = plus(step);
        var failed =
                all.stream().filter(each -> each.outcome() == Outcome.FAILED).findFirst();
        if (failed.isPresent()) {
            return Optional.of(new Parked(automation, reasonOf(failed.get()), step, now));
        }
        return all.stream().anyMatch(each -> each.outcome() == Outcome.SENT)
                ? Optional.of(new Completed(automation, step, now))
                : Optional.of(new Suppressed(automation, reasonOf(all.getFirst()), step, now));
    }

    private static String reasonOf(Done step) {
        return Objects.requireNonNullElse(step.reason(), "UNKNOWN");
    }

    static Run fold(@Nullable Run run, RunEvent event) {
        if (event instanceof Triggered triggered) {
            return from(triggered);
        }
        if (run == null) {
            throw new IllegalStateException("A run begins with what triggered it");
        }
        return run.after(event);
    }

    private Run after(RunEvent event) {
        return switch (event) {
            case Triggered _ -> throw new IllegalStateException("A run is triggered once");
            case Advanced one -> at(Stage.EXECUTING, one.done(), null, null);
            case Completed end -> at(Stage.COMPLETED, end.done(), null, end.at());
            case Suppressed end -> at(Stage.SUPPRESSED, end.done(), end.reason(), end.at());
            case Parked end -> at(Stage.PARKED, end.done(), end.code(), end.at());
        };
    }

    private Run at(Stage next, Done step, @Nullable String why, @Nullable Instant end) {
        var left = steps.stream().filter(each -> !each.equals(step.step())).toList();
        return new Run(id, automation, version, customer, fact, next, left, plus(step), why, startedAt, end);
    }

    private List<Done> plus(Done step) {
        var all = new ArrayList<>(done);
        all.add(step);
        return List.copyOf(all);
    }
}
