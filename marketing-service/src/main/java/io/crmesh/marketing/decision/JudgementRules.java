package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Reentry;
import io.crmesh.marketing.automation.RuleSet.Judging;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.Keys;

/**
 * The places on which the soundness of decisions hangs. Tests swap one at a time for a tempting mistake, to prove that they
 * would notice it; nothing else implements it.
 */
interface JudgementRules {

    JudgementRules SOUND = new JudgementRules() {};

    /** A condition sees the profile as it stands with exactly this fact: not the one before, nor any later one. */
    default Profile seen(Profile withThisFact) {
        return withThisFact;
    }

    /** A run's id says for what there may be one run. The version is no part of it: an edit is no reason for a second mail. */
    default String runId(Keys keys, Judging judging, Fact fact) {
        return switch (judging.rule().reentry()) {
            case Reentry.Once _ -> keys.id("run_", judging.automation(), fact.key());
            case Reentry.EachFact _, Reentry.After _ -> keys.id("run_", judging.automation(), fact.key(), fact.id());
        };
    }
}
