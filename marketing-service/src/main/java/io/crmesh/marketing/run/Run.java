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
 * Aggregate: one automation at work for one customer. Its steps' deliveries are created together with it. It notes the outcome
 * of each step once, and ends with the last of them.
 *
 * @param endedAt when the last step ended; absent until then
 */
public record Run(
        String id,
        Cause cause,
        String customer,
        Progress progress,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /**
     * What started a run.
     *
     * @param version of the automation
     * @param event that met its condition
     */
    public record Cause(String automation, int version, String event) {}

    /**
     * How far a run is.
     *
     * @param steps without an outcome yet
     * @param done in the order in which they ended
     * @param reason why it was suppressed or parked
     */
    public record Progress(
            Stage stage,
            List<String> steps,
            List<Done> done,
            @Nullable String reason) {

        private Progress after(Done step, Stage next, @Nullable String why) {
            var left = steps.stream().filter(each -> !each.equals(step.step())).toList();
            return new Progress(next, left, plus(step), why);
        }

        private List<Done> plus(Done step) {
            var all = new ArrayList<>(done);
            all.add(step);
            return List.copyOf(all);
        }
    }

    /** Stage of its life. */
    public enum Stage {
        STARTED,
        EXECUTING,
        COMPLETED,
        SUPPRESSED,
        PARKED
    }

    /** Outcome of a step. */
    public enum Outcome {
        SENT,
        SUPPRESSED,
        FAILED
    }

    /** A step that has ended. */
    public record Done(
            String step, Outcome outcome, @Nullable String reason) {}

    static Run from(Triggered triggered) {
        return new Run(
                triggered.id(),
                new Cause(triggered.automation(), triggered.version(), triggered.event()),
                triggered.customer(),
                new Progress(Stage.STARTED, triggered.steps(), List.of(), null),
                triggered.at(),
                null);
    }

    /** The event that follows when a step has ended; none if this run does not wait for the step any more. */
    Optional<RunEvent> ended(Done step, Instant now) {
        var automation = cause.automation();
        if (!progress.steps().contains(step.step())) {
            return Optional.empty();
        }
        if (progress.steps().size() > 1) {
            return Optional.of(
                    new Advanced(automation, step.step(), step.outcome().name(), step, now));
        }
        var all = progress.plus(step);
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
        return new Run(id, cause, customer, progress.after(step, next, why), startedAt, end);
    }
}
