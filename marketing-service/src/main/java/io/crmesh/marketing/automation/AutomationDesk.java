package io.crmesh.marketing.automation;

import io.crmesh.marketing.automation.AutomationEvent.Created;
import io.crmesh.platform.Command;
import io.crmesh.platform.Saved;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** What one can ask of automations. */
@Service
class AutomationDesk {

    private final Automations automations;
    private final Definitions definitions;
    private final Rules rules;
    private final Clock clock;

    AutomationDesk(Automations automations, Definitions definitions, Rules rules, Clock clock) {
        this.automations = automations;
        this.definitions = definitions;
        this.rules = rules;
        this.clock = clock;
    }

    Saved<Automation> draft(Command command, Definition definition) {
        ClosedAutomations.checkTrigger(definition.trigger());
        rules.check(definition);
        var id = automations.idOf(command);
        var text = definitions.keep(definition);
        var created = new Created(definition.trigger(), 1, id, definition.name(), text, clock.instant());
        return automations.create(id, command, List.of(created));
    }

    Saved<Automation> edit(String id, Command command, Definition definition) {
        ClosedAutomations.checkTrigger(definition.trigger());
        rules.check(definition);
        var text = definitions.keep(definition);
        return change(
                id,
                command,
                automation -> opened(automation).edit(definition.name(), definition.trigger(), text, clock.instant()));
    }

    Saved<Automation> enable(String id, Command command) {
        return change(id, command, automation -> opened(automation).enable(clock.instant()));
    }

    Saved<Automation> pause(String id, Command command) {
        return change(id, command, automation -> automation.pause(clock.instant()));
    }

    Saved<Automation> retire(String id, Command command) {
        return change(id, command, automation -> automation.retire(clock.instant()));
    }

    /** Who may not learn of what it waits for may only end it. */
    private static Automation opened(Automation automation) {
        ClosedAutomations.check(automation);
        return automation;
    }

    private Saved<Automation> change(String id, Command command, Function<Automation, AutomationEvent> behaviour) {
        return automations.change(id, command, automation -> List.of(behaviour.apply(automation)));
    }
}
