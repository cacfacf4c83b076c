package io.crmesh.platform.store;

import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.Pending.OwedRow;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;

/**
 * The few places on which it hangs that nothing is lost, doubled or out of order. Tests swap one at a time for a tempting
 * mistake, to prove that they would notice it; nothing else implements it.
 */
interface StoreRules {

    StoreRules SOUND = new StoreRules() {};

    /** Between which two steps a process may die. */
    enum Step {
        SAVED,
        TAKEN,
        FOLLOWED,
        SENT,
        ARCHIVED,
        TRIMMED
    }

    /** A command adds to what is pending, and leaves alone what others left there. */
    default BsonDocument update(BsonDocument update) {
        return update;
    }

    /** That a fact was applied and what it changed are one write: no process dies between the two. */
    default boolean isWritten(Store<?, ?> store, BsonDocument at, BsonDocument update) {
        return store.update(at, update);
    }

    /** All that must follow is stored with the decision, so that it follows even if this process dies right after. */
    default List<OwedRow> owed(List<OwedRow> rows) {
        return rows;
    }

    /** Always the whole pending array: whoever sends fact n holds an image in which n−1 is present or already sent. */
    default List<OwedFact> toSend(Image image) {
        return image.pending().facts();
    }

    /** Facts may be let go of only when they are both acknowledged and in history. */
    default boolean settled(boolean acknowledged, boolean archived) {
        return acknowledged && archived;
    }

    /** Dropping all that is pending is right only as long as nothing came after the image. */
    default BsonDocument nothingCameAfter(Image image) {
        var filter = Store.byId(image.id()).append("seq", new BsonInt64(image.sequence()));
        return image.applied() == 0 ? filter : filter.append("applied", new BsonInt64(image.applied()));
    }

    /** Says that a step is done; tests die here. */
    default void reached(Step step) {}
}
