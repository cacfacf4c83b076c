package io.crmesh.platform.outbox;

import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.document.PendingEvents.PendingRow;
import java.util.List;
import java.util.function.BiPredicate;
import org.bson.BsonDocument;
import org.bson.BsonInt64;

/**
 * Fault points: the few decisions that keep events from being lost, doubled or reordered. Tests replace one at a time
 * with a tempting mistake, to prove that they notice it; production code has no other implementation.
 */
public interface StoreFaultPoints {

    StoreFaultPoints SOUND = new StoreFaultPoints() {};

    /** The steps after which a test may kill the process. */
    enum Step {
        SAVED,
        TAKEN,
        ROWS_INSERTED,
        SENT,
        ARCHIVED,
        TRIMMED
    }

    /** A command appends to the pending events, and leaves existing ones alone. */
    default BsonDocument update(BsonDocument update) {
        return update;
    }

    /** Remembering an event and storing its effect are one write, so a process cannot be killed between them. */
    default boolean isWritten(
            OutboxStore store, BiPredicate<BsonDocument, BsonDocument> write, BsonDocument at, BsonDocument update) {
        return write.test(at, update);
    }

    /**
     * All rows that a decision calls for are stored with it, so that they are inserted even if the process is killed
     * right after.
     */
    default List<PendingRow> pendingRows(List<PendingRow> rows) {
        return rows;
    }

    /**
     * Always the whole pending array: a process that sends event n has a snapshot in which event n−1 is present or
     * already sent.
     */
    default List<PendingEvent> toSend(DocumentSnapshot snapshot) {
        return snapshot.pending().events();
    }

    /** Events may be trimmed only when they are both acknowledged and archived. */
    default boolean mayTrim(boolean acknowledged, boolean archived) {
        return acknowledged && archived;
    }

    /** Removing the whole pending entry is right only as long as nothing was added after the snapshot. */
    default BsonDocument nothingCameAfter(DocumentSnapshot snapshot) {
        var filter = DocumentSnapshot.byId(snapshot.id()).append("seq", new BsonInt64(snapshot.sequence()));
        return snapshot.applied() == 0 ? filter : filter.append("applied", new BsonInt64(snapshot.applied()));
    }

    /** Called when a step is done; tests kill the process here. */
    default void reached(Step step) {}
}
