package io.crmesh.marketing.automation;

import io.crmesh.marketing.condition.FactCatalogue;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.web.SignedIn;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The automations that wait, or once waited, for facts that a caller may not read of: whatever they did for a customer
 * tells that there was such a fact. Their texts are open to all who read marketing.
 */
@Component
public class ClosedAutomations {

    private final Automations automations;
    private final FactCatalogue catalogue;

    ClosedAutomations(Automations automations, FactCatalogue catalogue) {
        this.automations = automations;
        this.catalogue = catalogue;
    }

    /** Those that are closed to whoever asks now. */
    public Set<String> ids() {
        var facts = catalogue.closedTo(SignedIn.caller());
        return facts.isEmpty() ? Set.of() : automations.everWaitingFor(facts);
    }

    /** What an automation did is not there for those to whom it is closed. */
    public void hide(String automation, String what) {
        if (ids().contains(automation)) {
            throw new NotFound(what);
        }
    }

    /** Refuses those to whom it is closed. */
    public static void check(Automation automation) {
        automation.versions().forEach(version -> checkTrigger(version.trigger()));
    }

    /** Refuses those who may not learn of such facts. */
    static void checkTrigger(String trigger) {
        FactCatalogue.needs(trigger)
                .filter(needed -> !SignedIn.caller().may(needed))
                .ifPresent(missing -> {
                    throw new Forbidden(missing);
                });
    }
}
