package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Definition.Step;
import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.condition.NamedValues;
import io.crmesh.marketing.decision.RuleEvaluator.RunStart;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.Delivery.Value;
import io.crmesh.marketing.delivery.DeliveryOrigin;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.run.RunEvent.Triggered;
import io.crmesh.marketing.run.Runs;
import io.crmesh.marketing.template.Templates;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.Follower;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Plans what follows when an automation starts for a customer: its run, and the deliveries of its steps. */
@Component
class RunPlanner {

    private final Runs runs;
    private final Deliveries deliveries;
    private final Templates templates;
    private final NamedValues values;
    private final Clock clock;

    RunPlanner(Runs runs, Deliveries deliveries, Templates templates, NamedValues values, Clock clock) {
        this.runs = runs;
        this.deliveries = deliveries;
        this.templates = templates;
        this.values = values;
        this.clock = clock;
    }

    List<Follower> of(RunStart start, Profile profile, RecordedEvent event) {
        var active = start.active();
        var steps = active.rule().definition().steps();
        var followers = new ArrayList<Follower>();
        var triggered = new Triggered(
                active.automation(),
                active.version(),
                event.id(),
                start.run(),
                event.key(),
                steps.stream().map(Step::id).toList(),
                clock.instant());
        var owner = Profiles.owner(profile);
        followers.add(runs.begin(triggered, owner, command(start.run(), active.automation(), event)));
        for (var step : steps) {
            var request = request(start, step, event);
            followers.add(deliveries.queue(request, owner, command(request.id(), active.automation(), event)));
        }
        return followers;
    }

    private static Command command(String id, String automation, RecordedEvent event) {
        return Command.of(id, new Actor(Actor.Kind.AUTOMATION, automation), event.mode())
                .because(event.correlationId(), event.id());
    }

    private Delivery.Request request(RunStart start, Step step, RecordedEvent event) {
        var active = start.active();
        var send = Objects.requireNonNull(step.send(), "Only sending is a step so far");
        var origin = new DeliveryOrigin(
                active.automation(),
                start.run(),
                step.id(),
                send.channel().name(),
                send.purpose().name());
        return new Delivery.Request(
                deliveries.idOf(start.run(), step.id()),
                origin,
                new Delivery.Cause(active.version(), active.rule().id(), event.id(), event.traceparent()),
                event.key(),
                Objects.requireNonNull(start.values().get(step.id())),
                null);
    }

    /** The values that the templates name, as they are now: a later mail must say what was true at the decision. */
    Map<String, List<Value>> values(ActiveRule active, Profile profile, RecordedEvent event) {
        return active.rule().definition().steps().stream()
                .collect(Collectors.toMap(Step::id, step -> values(step, profile, event)));
    }

    private List<Value> values(Step step, Profile profile, RecordedEvent event) {
        var template = Objects.requireNonNull(step.send()).template();
        var names = new LinkedHashSet<>(templates.namesIn(template.subject()));
        names.addAll(templates.namesIn(template.text()));
        if (template.html() != null) {
            names.addAll(templates.namesIn(template.html()));
        }
        return values.of(names, profile, event).entrySet().stream()
                .map(value -> new Value(value.getKey(), value.getValue()))
                .toList();
    }
}
