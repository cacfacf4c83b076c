package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Reentry;
import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;

/**
 * Fault points of the rule evaluation. Tests swap one at a time for a plausible mistake, to prove that they would notice it;
 * production has no other implementation.
 */
interface JudgementFaultPoints {

    JudgementFaultPoints SOUND = new JudgementFaultPoints() {};

    /** A condition sees the profile as it stands with exactly this event: not the one before, nor any later one. */
    default Profile seen(Profile withThisEvent) {
        return withThisEvent;
    }

    /** A run's id says for what there is at most one run. The version is not part of it: an edit causes no second mail. */
    default String runId(Keys keys, ActiveRule active, RecordedEvent event) {
        return switch (active.rule().reentry()) {
            case Reentry.Once _ -> keys.id("run_", active.automation(), event.key());
            case Reentry.EachEvent _, Reentry.After _ -> keys.id("run_", active.automation(), event.key(), event.id());
        };
    }
}
