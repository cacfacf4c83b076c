package io.crmesh.marketing.automation;

import io.crmesh.marketing.automation.AutomationEvent.Created;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Application service: the commands on automations. */
@Service
class AutomationService {

    private final Automations automations;
    private final Definitions definitions;
    private final RuleParser parser;
    private final Clock clock;

    AutomationService(Automations automations, Definitions definitions, RuleParser parser, Clock clock) {
        this.automations = automations;
        this.definitions = definitions;
        this.parser = parser;
        this.clock = clock;
    }

    Saved<Automation> draft(Command command, Definition definition) {
        ClosedAutomations.checkTrigger(definition.trigger());
        parser.check(definition);
        var id = automations.idOf(command);
        var text = definitions.store(definition);
        var created = new Created(definition.trigger(), 1, id, definition.name(), text, clock.instant());
        return automations.create(id, command, List.of(created));
    }

    Saved<Automation> edit(String id, Command command, Definition definition) {
        ClosedAutomations.checkTrigger(definition.trigger());
        parser.check(definition);
        var text = definitions.store(definition);
        return change(
                id,
                command,
                automation -> checked(automation).edit(definition.name(), definition.trigger(), text, clock.instant()));
    }

    Saved<Automation> enable(String id, Command command) {
        return change(id, command, automation -> checked(automation).enable(clock.instant()));
    }

    Saved<Automation> pause(String id, Command command) {
        return change(id, command, automation -> automation.pause(clock.instant()));
    }

    Saved<Automation> retire(String id, Command command) {
        return change(id, command, automation -> automation.retire(clock.instant()));
    }

    /** A caller who may not read the events that it waits for may only pause or retire it. */
    private static Automation checked(Automation automation) {
        ClosedAutomations.check(automation);
        return automation;
    }

    private Saved<Automation> change(String id, Command command, Function<Automation, AutomationEvent> behaviour) {
        return automations.change(id, command, automation -> List.of(behaviour.apply(automation)));
    }
}
