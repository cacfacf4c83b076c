package io.crmesh.marketing.automation;

import io.crmesh.marketing.condition.EventCatalogue;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.auth.CallerAuthentication;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Permission check: the automations that wait, or once waited, for events that a caller may not read. What they did for a
 * customer would reveal such an event. Their texts are open to all who may read marketing.
 */
@Component
public class ClosedAutomations {

    private final Automations automations;
    private final EventCatalogue catalogue;

    ClosedAutomations(Automations automations, EventCatalogue catalogue) {
        this.automations = automations;
        this.catalogue = catalogue;
    }

    /** Those that are closed to the current caller. */
    public Set<String> ids() {
        var events = catalogue.closedTo(CallerAuthentication.caller());
        return events.isEmpty() ? Set.of() : automations.everWaitingFor(events);
    }

    /** Answers "not found" to callers who may not see the automation. */
    public void hide(String automation, String what) {
        if (ids().contains(automation)) {
            throw new NotFound(what);
        }
    }

    /** Refuses callers who may not see the automation. */
    public static void check(Automation automation) {
        automation.versions().forEach(version -> checkTrigger(version.trigger()));
    }

    /** Refuses callers who may not read such events. */
    static void checkTrigger(String trigger) {
        EventCatalogue.needs(trigger)
                .filter(needed -> !CallerAuthentication.caller().may(needed))
                .ifPresent(missing -> {
                    throw new Forbidden(missing);
                });
    }
}
