package io.crmesh.marketing.decision;

import io.crmesh.marketing.condition.Condition.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one automation made of one fact. It is kept in the customer's journal for ever.
 *
 * @param leaves what each leaf of the condition said
 * @param run that began, if one did
 */
public record Verdict(
        String automation,
        int version,
        Outcome outcome,
        List<Said> leaves,
        @Nullable String run) {

    /** What came of it. */
    public enum Outcome {
        /** A run began. */
        STARTED,
        /** The condition did not hold. */
        NOT_MATCHED,
        /** It held, but the automation may not begin again for this customer (yet). */
        ALREADY
    }
}
