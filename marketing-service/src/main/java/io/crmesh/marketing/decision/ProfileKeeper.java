package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.RuleSet;
import io.crmesh.marketing.automation.RuleSet.Judging;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.seal.Erasures;
import io.crmesh.platform.store.Deciding.Decision;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps the profiles, and decides with each fact which automations begin: once, on the profile as it stands with exactly
 * that fact, however often and in whatever company the fact is delivered. It sends nothing; it writes one document, and
 * what must follow is owed by it.
 */
@Component
class ProfileKeeper implements FactConsumer {

    private final Profiles profiles;
    private final RuleSet ruleSet;
    private final Beginnings beginnings;
    private final Judge judge;
    private final Erasures erasures;
    private volatile @Nullable List<Automation> automations;

    @Autowired
    ProfileKeeper(Profiles profiles, RuleSet ruleSet, Beginnings beginnings, Keys keys, Erasures erasures) {
        this(profiles, ruleSet, beginnings, new Judge(keys, JudgementRules.SOUND), erasures);
    }

    ProfileKeeper(Profiles profiles, RuleSet ruleSet, Beginnings beginnings, Judge judge, Erasures erasures) {
        this.profiles = profiles;
        this.ruleSet = ruleSet;
        this.beginnings = beginnings;
        this.judge = judge;
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
     * Reads the rules after the poll: whoever was told that an automation is on did so before any fact of this batch that
     * was recorded later, so the rule is there. One reading at a time: else one that began earlier could end later, and
     * take back what another batch already knows.
     */
    @Override
    public synchronized void polled() {
        automations = ruleSet.read();
    }

    @Override
    public Outcome apply(Fact fact) {
        var known = automations;
        var judging = ruleSet.judging(known == null ? ruleSet.read() : known, fact);
        var outcome = profiles.take(fact, before -> decide(Profiles.orNew(before, fact), fact, judging));
        forget(fact, outcome);
        return outcome;
    }

    @Override
    public List<Outcome> applyAll(List<Fact> facts, InTrace within) {
        var known = automations;
        var rules = known == null ? ruleSet.read() : known;
        var outcomes = profiles.takeAll(
                facts,
                within,
                (before, fact) -> decide(Profiles.orNew(before, fact), fact, ruleSet.judging(rules, fact)));
        for (int i = 0; i < facts.size(); i++) {
            forget(facts.get(i), outcomes.get(i));
        }
        return outcomes;
    }

    /** Also for a duplicate: what came before may have been cut off between the profile and this. */
    private void forget(Fact fact, Outcome outcome) {
        if (fact.type().equals("customer.erased") && outcome != Outcome.GAP) {
            erasures.erase(fact.subject());
        }
    }

    private Decision<Profile, Event> decide(Profile before, Fact fact, List<Judging> judging) {
        var judged = judge.judge(before.after(fact), fact, judging);
        var followers = new ArrayList<Follower>();
        judged.begins().forEach(begin -> followers.addAll(beginnings.of(begin, judged.profile(), fact)));
        var verdicts = judged.verdicts().of().isEmpty() ? null : judged.verdicts();
        return new Decision<>(judged.profile(), List.of(), verdicts, List.copyOf(followers));
    }
}
