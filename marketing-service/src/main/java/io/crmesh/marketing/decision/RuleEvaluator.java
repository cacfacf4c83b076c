package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.decision.Verdict.Outcome;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.profile.Profile.Start;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rule evaluator: decides what follows from an event. It is a pure function of profile, event and rules, so a decision can
 * be tried, repeated and proved.
 */
final class RuleEvaluator {

    /** A decision: the profile afterwards, the verdict of each automation, and the runs that start. */
    record Judgement(Profile profile, Verdicts verdicts, List<RunStart> starts) {}

    /** A run that starts, and the rule that starts it. */
    record RunStart(String run, ActiveRule active) {}

    private final Keys keys;
    private final JudgementFaultPoints faultPoints;

    RuleEvaluator(Keys keys, JudgementFaultPoints faultPoints) {
        this.keys = keys;
        this.faultPoints = faultPoints;
    }

    /**
     * Evaluates the rules for an event. Every start is remembered, also of an automation that may start with each event: an
     * edit may limit its re-entry later.
     *
     * @param profile with the event applied
     * @param rules those in force when it was recorded
     */
    Judgement evaluate(Profile profile, RecordedEvent event, List<ActiveRule> rules) {
        var verdicts = new ArrayList<Verdict>();
        var starts = new ArrayList<RunStart>();
        var next = profile;
        if (event.mode() == Mode.LIVE && profile.isOfCustomer()) {
            for (var active : rules) {
                var verdict = evaluate(profile, event, active);
                verdicts.add(verdict);
                if (verdict.run() != null) {
                    starts.add(new RunStart(verdict.run(), active));
                    next = next.starting(new Start(active.automation(), event.recordedAt(), verdict.run()));
                }
            }
        }
        return new Judgement(next, new Verdicts(List.copyOf(verdicts)), List.copyOf(starts));
    }

    Verdict evaluate(Profile profile, RecordedEvent event, ActiveRule active) {
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
