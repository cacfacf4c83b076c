package io.crmesh.marketing.automation;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Cache of all automations that may judge events. It is refreshed after each poll: an automation whose enabling was answered
 * before an event was recorded is in the store before the event can be polled, so it is never missed. Only automations whose
 * stored version changed are loaded again.
 */
@Component
public class RuleSet {

    /** A rule, and the version of the automation that it belongs to. */
    public record ActiveRule(String automation, int version, Rule rule) {}

    private final Automations automations;
    private final Definitions definitions;
    private final Map<String, Versioned<Automation>> cache = new ConcurrentHashMap<>();

    RuleSet(Automations automations, Definitions definitions) {
        this.automations = automations;
        this.definitions = definitions;
    }

    /** The automations as they are now in the database. */
    public List<Automation> read() {
        var stored = automations.storedVersions();
        var stale = stored.entrySet().stream()
                .filter(entry -> isStale(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!stale.isEmpty()) {
            automations
                    .findAll(stale, new AccessScope.All())
                    .forEach(found -> cache.merge(
                            found.state().id(), found, (one, other) -> one.version() > other.version() ? one : other));
        }
        return cache.values().stream()
                .map(Versioned::state)
                .filter(automation -> stored.containsKey(automation.id()))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .collect(Collectors.toUnmodifiableList());
    }

    private boolean isStale(String id, long version) {
        var cached = cache.get(id);
        return cached == null || cached.version() < version;
    }

    /** The rules for this event: of each automation the version that was enabled when the event was recorded. */
    public List<ActiveRule> rulesFor(List<Automation> all, RecordedEvent event) {
        var found = new ArrayList<ActiveRule>();
        for (var automation : all) {
            automation
                    .versionFor(event.type(), event.recordedAt())
                    .ifPresent(version -> found.add(
                            new ActiveRule(automation.id(), version.number(), definitions.get(version.definition()))));
        }
        return found;
    }
}
