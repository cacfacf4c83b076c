package io.crmesh.platform.document;

import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.document.PendingEvents.PendingRow;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of an aggregate's document: read from the database, or computed from a write that succeeded.
 *
 * @param state encrypted as in the live document; null once the record was withdrawn
 * @param times of the last event
 * @param document the whole document where it was read, for fields that only commands need
 */
public record DocumentSnapshot(
        String id,
        Position position,
        String key,
        RecordOwner access,
        PendingEvents pending,
        @Nullable BsonDocument state,
        EventTimes times,
        BsonDocument document) {

    /**
     * How far an aggregate has come.
     *
     * @param version the ETag; each command, and nothing else, adds one
     * @param sequence of the last event
     * @param applied number of the last foreign event that was applied, for event-driven aggregates
     */
    public record Position(long version, long sequence, long applied) {}

    public static DocumentSnapshot of(BsonDocument document) {
        return new DocumentSnapshot(
                document.getString("_id").getValue(),
                new Position(
                        document.getInt64("v").getValue(),
                        document.getInt64("seq").getValue(),
                        document.getInt64("applied", new BsonInt64(0)).getValue()),
                document.getString("key").getValue(),
                RecordOwner.of(document.getDocument("access", new BsonDocument())),
                PendingEvents.of(document.containsKey("pending") ? document.getDocument("pending") : null),
                document.containsKey("state") ? document.getDocument("state") : null,
                EventTimes.of(document),
                document);
    }

    public long version() {
        return position.version();
    }

    public long sequence() {
        return position.sequence();
    }

    public long applied() {
        return position.applied();
    }

    /** The snapshot after a write that succeeded and added these events and rows. */
    public DocumentSnapshot after(long version, long applied, List<PendingEvent> events, List<PendingRow> rows) {
        var allEvents = new ArrayList<>(pending.events());
        allEvents.addAll(events);
        var allRows = new ArrayList<>(pending.rows());
        allRows.addAll(rows);
        var last = events.isEmpty() ? sequence() : events.getLast().sequence();
        var lastTimes = events.isEmpty() ? times : events.getLast().times();
        return new DocumentSnapshot(
                id,
                new Position(version, last, applied),
                key,
                access,
                new PendingEvents(allEvents, allRows),
                state,
                lastTimes,
                document);
    }

    public boolean hasPending() {
        return !pending.events().isEmpty() || !pending.rows().isEmpty();
    }

    /** Filter by id in plain fields without an operator: every MongoDB-compatible server uses the index for it. */
    public static BsonDocument byId(String id) {
        return new BsonDocument("_id", new BsonString(id));
    }
}
