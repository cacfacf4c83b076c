package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Definition.Step;
import io.crmesh.marketing.condition.NamedValues;
import io.crmesh.marketing.decision.Judge.Begin;
import io.crmesh.marketing.delivery.About;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.Delivery.Value;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.run.RunEvent.Triggered;
import io.crmesh.marketing.run.Runs;
import io.crmesh.marketing.template.Templates;
import io.crmesh.platform.Command;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.Follower;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What comes to be when an automation begins for a customer: its run, and the messages of its steps, together. */
@Component
class Beginnings {

    private final Runs runs;
    private final Deliveries deliveries;
    private final Templates templates;
    private final NamedValues values;
    private final Clock clock;

    Beginnings(Runs runs, Deliveries deliveries, Templates templates, NamedValues values, Clock clock) {
        this.runs = runs;
        this.deliveries = deliveries;
        this.templates = templates;
        this.values = values;
        this.clock = clock;
    }

    List<Follower> of(Begin begin, Profile profile, Fact fact) {
        var judging = begin.judging();
        var steps = judging.rule().definition().steps();
        var followers = new ArrayList<Follower>();
        var triggered = new Triggered(
                judging.automation(),
                judging.version(),
                fact.id(),
                begin.run(),
                fact.key(),
                steps.stream().map(Step::id).toList(),
                clock.instant());
        var access = Profiles.access(profile);
        followers.add(runs.begin(triggered, access, command(begin.run(), judging.automation(), fact)));
        for (var step : steps) {
            var order = order(begin, step, profile, fact);
            followers.add(deliveries.queue(order, access, command(order.id(), judging.automation(), fact)));
        }
        return followers;
    }

    private static Command command(String id, String automation, Fact fact) {
        return Command.of(id, new Actor(Actor.Kind.AUTOMATION, automation), fact.mode())
                .because(fact.correlationId(), fact.id());
    }

    private Delivery.Order order(Begin begin, Step step, Profile profile, Fact fact) {
        var judging = begin.judging();
        var send = Objects.requireNonNull(step.send(), "Only sending is a step yet");
        var about = new About(
                judging.automation(),
                begin.run(),
                step.id(),
                send.channel().name(),
                send.purpose().name());
        return new Delivery.Order(
                deliveries.idOf(begin.run(), step.id()),
                about,
                judging.version(),
                judging.rule().id(),
                fact.key(),
                fact.id(),
                values(step, profile, fact),
                null,
                fact.traceparent());
    }

    /** The values that the texts name, as they stand now: what is sent later must say what was true when it was decided. */
    private List<Value> values(Step step, Profile profile, Fact fact) {
        var template = Objects.requireNonNull(step.send()).template();
        var names = new LinkedHashSet<>(templates.named(template.subject()));
        names.addAll(templates.named(template.text()));
        if (template.html() != null) {
            names.addAll(templates.named(template.html()));
        }
        return values.of(names, profile, fact).entrySet().stream()
                .map(value -> new Value(value.getKey(), value.getValue()))
                .toList();
    }
}
