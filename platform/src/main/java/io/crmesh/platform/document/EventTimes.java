package io.crmesh.platform.document;

import io.crmesh.platform.Past;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the two times of an event. Along the events of one aggregate neither ever goes back, so every instant
 * divides them into those until then and those after it.
 *
 * @param recordedAt when the system stored it, by its clock, but never before the event before it was stored
 * @param happenedAt when it occurred, but never before the event before it happened, and never after it was stored
 */
public record EventTimes(Instant recordedAt, Instant happenedAt) {

    /** The times before the first event. */
    public static final EventTimes NEVER = new EventTimes(Instant.EPOCH, Instant.MIN);

    private static final String RECORDED = "recordedAt";
    private static final String HAPPENED = "happenedAt";

    /** The times of the event after the one of these. */
    public EventTimes next(Instant now, Instant occurredAt) {
        var recorded = later(now, recordedAt);
        return new EventTimes(recorded, later(earlier(occurredAt, recorded), happenedAt));
    }

    /** Whether the event counts in this past. If it does, all events before it do, too. */
    public boolean isIn(Past past) {
        return isBy(happenedAt, past.asOf()) && isBy(recordedAt, past.knownAt());
    }

    private static boolean isBy(Instant time, @Nullable Instant limit) {
        return limit == null || !time.isAfter(limit);
    }

    /** The times that are stored there. */
    public static EventTimes of(BsonDocument document) {
        return document.containsKey(RECORDED)
                ? new EventTimes(instant(document, RECORDED), instant(document, HAPPENED))
                : NEVER;
    }

    /** The stored form, for a document, a pending event or a row of history; it is empty before the first event. */
    public BsonDocument toBson() {
        return equals(NEVER)
                ? new BsonDocument()
                : new BsonDocument(RECORDED, new BsonDateTime(recordedAt.toEpochMilli()))
                        .append(HAPPENED, new BsonDateTime(happenedAt.toEpochMilli()));
    }

    private static Instant instant(BsonDocument document, String name) {
        return Instant.ofEpochMilli(document.getDateTime(name).getValue());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
