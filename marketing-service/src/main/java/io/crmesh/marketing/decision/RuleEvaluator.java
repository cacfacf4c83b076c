package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.decision.Verdict.Outcome;
import io.crmesh.marketing.delivery.Delivery.Value;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.profile.Profile.Start;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rule evaluator: decides what follows from an event. It is a pure function of profile, event and rules, so a decision can
 * be tried, repeated and proved.
 */
final class RuleEvaluator {

    /** A decision: the profile afterwards, the verdict of each automation, and the runs that start. */
    record Judgement(Profile profile, Verdicts verdicts, List<RunStart> starts) {}

    /**
     * A run that starts, and the rule that starts it.
     *
     * @param values for the template of each step, by its id
     */
    record RunStart(String run, ActiveRule active, Map<String, List<Value>> values) {}

    /** Reads the values that a rule's templates name, as they are now. */
    interface TemplateReader {
        Map<String, List<Value>> values(ActiveRule active, Profile profile, RecordedEvent event);
    }

    private static final Logger log = LoggerFactory.getLogger(RuleEvaluator.class);

    private final Keys keys;
    private final JudgementFaultPoints faultPoints;

    RuleEvaluator(Keys keys, JudgementFaultPoints faultPoints) {
        this.keys = keys;
        this.faultPoints = faultPoints;
    }

    /** Evaluates the rules for an event, without the values of templates. */
    Judgement evaluate(Profile profile, RecordedEvent event, List<ActiveRule> rules) {
        return evaluate(profile, event, rules, (_, _, _) -> Map.of());
    }

    /**
     * Evaluates the rules for an event. Every start is remembered, also of an automation that may start with each event: an
     * edit may limit its re-entry later.
     *
     * @param profile with the event applied
     * @param rules those in force when it was recorded
     */
    Judgement evaluate(Profile profile, RecordedEvent event, List<ActiveRule> rules, TemplateReader templates) {
        var verdicts = new ArrayList<Verdict>();
        var starts = new ArrayList<RunStart>();
        var next = profile;
        if (event.mode() == Mode.LIVE && profile.isOfCustomer()) {
            for (var active : rules) {
                var result = result(profile, event, active, templates);
                verdicts.add(result.verdict());
                if (result.start() != null) {
                    var run = result.start().run();
                    starts.add(result.start());
                    next = next.starting(new Start(active.automation(), event.recordedAt(), run));
                }
            }
        }
        return new Judgement(next, new Verdicts(List.copyOf(verdicts), null), List.copyOf(starts));
    }

    /** The verdict of one rule. */
    Verdict verdict(Profile profile, RecordedEvent event, ActiveRule active) {
        return result(profile, event, active, (_, _, _) -> Map.of()).verdict();
    }

    private record Result(Verdict verdict, @Nullable RunStart start) {}

    /**
     * An error in one rule parks the verdict of that rule alone: it must stop neither the other rules nor the customer's
     * events. No outage is among the exceptions, since nothing is asked of another system here.
     */
    private Result result(Profile profile, RecordedEvent event, ActiveRule active, TemplateReader templates) {
        try {
            var verdict = evaluate(profile, event, active);
            var run = verdict.run();
            return new Result(
                    verdict, run == null ? null : new RunStart(run, active, templates.values(active, profile, event)));
        } catch (RuntimeException e) {
            log.error(
                    "Automation {} (version {}) cannot judge event {}: {}",
                    active.automation(),
                    active.version(),
                    event.id(),
                    e.getClass().getName());
            return new Result(
                    new Verdict(active.automation(), active.version(), Outcome.PARKED, List.of(), null), null);
        }
    }

    private Verdict evaluate(Profile profile, RecordedEvent event, ActiveRule active) {
        var result = active.rule().condition().evaluate(faultPoints.seen(profile), event);
        if (!result.holds()) {
            return new Verdict(active.automation(), active.version(), Outcome.NOT_MATCHED, result.leaves(), null);
        }
        if (!active.rule().reentry().admits(lastStart(profile, active), event.recordedAt())) {
            return new Verdict(active.automation(), active.version(), Outcome.ALREADY, result.leaves(), null);
        }
        var run = faultPoints.runId(keys, active, event);
        return new Verdict(active.automation(), active.version(), Outcome.STARTED, result.leaves(), run);
    }

    private static @Nullable Instant lastStart(Profile profile, ActiveRule active) {
        return profile.lastStart(active.automation()).map(Start::at).orElse(null);
    }
}
