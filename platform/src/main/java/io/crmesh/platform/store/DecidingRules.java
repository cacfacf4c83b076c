package io.crmesh.platform.store;

import io.crmesh.platform.store.Pending.OwedRow;
import java.util.List;

/** Where a deciding aggregate could go wrong; tests swap one place at a time, to prove that they would notice. */
interface DecidingRules {

    DecidingRules SOUND = new DecidingRules() {};

    /** Between which two steps a process may die. */
    enum Step {
        SAVED
    }

    /** All that must follow is stored with the decision, so that it follows even if this process dies right after. */
    default List<OwedRow> owed(List<OwedRow> rows) {
        return rows;
    }

    /** Says that a step is done; tests die here. */
    default void reached(Step step) {}
}
