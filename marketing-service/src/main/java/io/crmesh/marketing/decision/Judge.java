package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Reentry;
import io.crmesh.marketing.automation.RuleSet.Judging;
import io.crmesh.marketing.decision.Verdict.Outcome;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.profile.Profile.Start;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.store.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from a fact: of the same profile, fact and rules always the same. It reads nothing and changes
 * nothing, so a decision can be tried, repeated and proved.
 */
final class Judge {

    /** What was decided: the profile afterwards, what each automation said, and what begins. */
    record Judgement(Profile profile, Verdicts verdicts, List<Begin> begins) {}

    /** A run that begins. */
    record Begin(String run, Judging judging) {}

    private final Keys keys;
    private final JudgementRules rules;

    Judge(Keys keys, JudgementRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    /**
     * Judges a fact.
     *
     * @param profile with the fact applied
     * @param judging the rules that were in force when it was recorded
     */
    Judgement judge(Profile profile, Fact fact, List<Judging> judging) {
        var verdicts = new ArrayList<Verdict>();
        var begins = new ArrayList<Begin>();
        var next = profile;
        if (fact.mode() == Mode.LIVE && profile.decides()) {
            for (var each : judging) {
                var verdict = judge(profile, fact, each);
                verdicts.add(verdict);
                if (verdict.run() != null) {
                    begins.add(new Begin(verdict.run(), each));
                    next = remembering(next, each, new Start(each.automation(), fact.recordedAt(), verdict.run()));
                }
            }
        }
        return new Judgement(next, new Verdicts(List.copyOf(verdicts)), List.copyOf(begins));
    }

    /** An automation that may begin with each fact needs no memory. */
    private static Profile remembering(Profile profile, Judging judging, Start start) {
        return switch (judging.rule().reentry()) {
            case Reentry.Once _, Reentry.After _ -> profile.starting(start);
            case Reentry.EachFact _ -> profile;
        };
    }

    Verdict judge(Profile profile, Fact fact, Judging judging) {
        var said = judging.rule().condition().judge(rules.seen(profile), fact);
        if (!said.holds()) {
            return new Verdict(judging.automation(), judging.version(), Outcome.NOT_MATCHED, said.leaves(), null);
        }
        if (!judging.rule().reentry().admits(lastStart(profile, judging), fact.recordedAt())) {
            return new Verdict(judging.automation(), judging.version(), Outcome.ALREADY, said.leaves(), null);
        }
        var run = rules.runId(keys, judging, fact);
        return new Verdict(judging.automation(), judging.version(), Outcome.STARTED, said.leaves(), run);
    }

    private static @Nullable Instant lastStart(Profile profile, Judging judging) {
        return profile.lastStart(judging.automation()).map(Start::at).orElse(null);
    }
}
