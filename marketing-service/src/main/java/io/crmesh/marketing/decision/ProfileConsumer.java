package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.RuleSet;
import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.consume.Waited;
import io.crmesh.platform.deciding.EventDrivenAggregates.Decision;
import io.crmesh.platform.encryption.Erasures;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.store.Follower;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Event consumer that updates profiles and decides with each event which automations start. It decides once, on the profile
 * as it is with exactly that event, however often the event is delivered. It sends nothing: it writes one document, which
 * holds the runs and deliveries that must follow.
 */
@Component
class ProfileConsumer implements EventConsumer {

    private final Profiles profiles;
    private final RuleSet ruleSet;
    private final RunPlanner planner;
    private final RuleEvaluator evaluator;
    private final Erasures erasures;
    private volatile @Nullable List<Automation> automations;

    ProfileConsumer(Profiles profiles, RuleSet ruleSet, RunPlanner planner, Keys keys, Erasures erasures) {
        this.profiles = profiles;
        this.ruleSet = ruleSet;
        this.planner = planner;
        this.evaluator = new RuleEvaluator(keys, JudgementFaultPoints.SOUND);
        this.erasures = erasures;
    }

    @Override
    public String group() {
        return "marketing.profiles";
    }

    @Override
    public Set<String> topics() {
        return Set.of("crm.customers", "crm.interactions", "crm.orders", "crm.tickets");
    }

    /**
     * Reads the rules after the poll: an automation whose enabling was answered before an event was recorded is therefore
     * known. One reading at a time: otherwise an earlier one could end later and overwrite newer rules.
     */
    @Override
    public synchronized void polled() {
        automations = ruleSet.read();
    }

    @Override
    public Outcome apply(RecordedEvent event) {
        return apply(event, null);
    }

    /** An explanation tells later that the event waited. */
    @Override
    public Outcome applyAfterWait(RecordedEvent event, Waited waited) {
        return apply(event, waited);
    }

    private Outcome apply(RecordedEvent event, @Nullable Waited waited) {
        var known = automations;
        var rules = ruleSet.rulesFor(known == null ? ruleSet.read() : known, event);
        var outcome = profiles.decide(event, before -> decide(Profiles.orNew(before, event), event, rules, waited));
        eraseIfAsked(event, outcome);
        return outcome;
    }

    @Override
    public List<Outcome> applyAll(List<RecordedEvent> events, InTrace within) {
        var known = automations;
        var rules = known == null ? ruleSet.read() : known;
        var outcomes = profiles.decideAll(
                events,
                within,
                (before, event) -> decide(Profiles.orNew(before, event), event, ruleSet.rulesFor(rules, event), null));
        for (int i = 0; i < events.size(); i++) {
            eraseIfAsked(events.get(i), outcomes.get(i));
        }
        return outcomes;
    }

    /** Also for a duplicate: the process may have been killed between writing the profile and the erasure. */
    private void eraseIfAsked(RecordedEvent event, Outcome outcome) {
        if (event.type().equals("customer.erased") && outcome.isEffective()) {
            erasures.erase(event.subject());
        }
    }

    private Decision<Profile, Event> decide(
            Profile before, RecordedEvent event, List<ActiveRule> rules, @Nullable Waited waited) {
        var judgement = evaluator.evaluate(before.after(event), event, rules, planner::values);
        var followers = new ArrayList<Follower>();
        judgement.starts().forEach(start -> followers.addAll(planner.of(start, judgement.profile(), event)));
        var verdicts = new Verdicts(judgement.verdicts().of(), waited);
        return new Decision<>(
                judgement.profile(), List.of(), verdicts.isEmpty() ? null : verdicts, List.copyOf(followers));
    }
}
