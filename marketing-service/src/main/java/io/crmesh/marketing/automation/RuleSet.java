package io.crmesh.marketing.automation;

import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * All automations that may judge facts. It is read anew after each poll: what was enabled before a fact was recorded is in
 * the store before the fact can be polled, so an enabling that was answered is never missed. Only automations whose stored
 * version changed are loaded again.
 */
@Component
public class RuleSet {

    /** A rule and which version of which automation it is. */
    public record Judging(String automation, int version, Rule rule) {}

    private final Automations automations;
    private final Definitions definitions;
    private final Map<String, Versioned<Automation>> known = new ConcurrentHashMap<>();

    RuleSet(Automations automations, Definitions definitions) {
        this.automations = automations;
        this.definitions = definitions;
    }

    /** The automations as they are now in the database. */
    public List<Automation> read() {
        var there = automations.judging();
        var stale = there.entrySet().stream()
                .filter(entry -> isStale(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!stale.isEmpty()) {
            automations
                    .findAll(stale, new Scope.All())
                    .forEach(found -> known.merge(
                            found.state().id(), found, (one, other) -> one.version() > other.version() ? one : other));
        }
        return known.values().stream()
                .map(Versioned::state)
                .filter(automation -> there.containsKey(automation.id()))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .collect(Collectors.toUnmodifiableList());
    }

    private boolean isStale(String id, long version) {
        var have = known.get(id);
        return have == null || have.version() < version;
    }

    /** Those of the automations that judge this fact, each by the version that was enabled when it was recorded. */
    public List<Judging> judging(List<Automation> all, Fact fact) {
        var found = new ArrayList<Judging>();
        for (var automation : all) {
            automation
                    .judging(fact.type(), fact.recordedAt())
                    .ifPresent(version -> found.add(
                            new Judging(automation.id(), version.number(), definitions.get(version.definition()))));
        }
        return found;
    }
}
