package io.crmesh.marketing.decision;

import io.crmesh.marketing.condition.Condition.LeafResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value object: how one automation judged one event. It stays in the customer's journal for ever.
 *
 * @param leaves the result of each leaf of the condition
 * @param run that started, if one did
 */
public record Verdict(
        String automation,
        int version,
        Outcome outcome,
        List<LeafResult> leaves,
        @Nullable String run) {

    /** The result. */
    public enum Outcome {
        /** A run started. */
        STARTED,
        /** The condition did not hold. */
        NOT_MATCHED,
        /** It held, but the automation may not start again for this customer (yet). */
        ALREADY,
        /** The rule could not be evaluated because of an error in it; a person must look at it. */
        PARKED
    }
}
