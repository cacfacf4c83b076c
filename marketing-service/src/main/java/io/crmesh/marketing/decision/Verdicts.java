package io.crmesh.marketing.decision;

import io.crmesh.platform.consume.Waited;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value object: how all automations judged one event.
 *
 * @param waited how long the event waited for the one before it or for the customer's that it rests on, if it did
 */
public record Verdicts(List<Verdict> of, @Nullable Waited waited) {

    /** Whether nothing was judged and nothing else is to be remembered. */
    boolean isEmpty() {
        return of.isEmpty() && waited == null;
    }
}
