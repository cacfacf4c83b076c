package io.crmesh.platform.document;

import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Transactional outbox of one aggregate: the events that are still to be published and archived, and the rows still to
 * be inserted into other collections of the same database.
 */
public record PendingEvents(List<PendingEvent> events, List<PendingRow> rows) {

    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

    public static final PendingEvents NOTHING = new PendingEvents(List.of(), List.of());

    /**
     * An event exactly as it will be published and archived.
     *
     * @param version of the aggregate after the command that produced it
     * @param headers envelope attributes that cannot be derived from the aggregate
     * @param state the aggregate after this event, encrypted; null if the event withdrew it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record PendingEvent(
            long sequence,
            long version,
            String type,
            EventTimes times,
            BsonDocument headers,
            byte[] body,
            @Nullable BsonDocument state) {

        /** The form in history: the state's fields can be queried. */
        public BsonDocument toBson() {
            return state == null ? withoutState() : withoutState().append("state", state);
        }

        /** The form in the aggregate's document. */
        private BsonDocument toPending() {
            return state == null ? withoutState() : withoutState().append("state", packed(state));
        }

        private BsonDocument withoutState() {
            var document = new BsonDocument("seq", new BsonInt64(sequence))
                    .append("v", new BsonInt64(version))
                    .append("type", new BsonString(type));
            document.putAll(times.toBson());
            return document.append("headers", headers).append("body", new BsonBinary(body));
        }

        public static PendingEvent of(BsonDocument document) {
            return new PendingEvent(
                    document.getInt64("seq").getValue(),
                    document.getInt64("v").getValue(),
                    document.getString("type").getValue(),
                    EventTimes.of(document),
                    document.getDocument("headers"),
                    document.getBinary("body").getData(),
                    document.containsKey("state") ? unpacked(Objects.requireNonNull(document.get("state"))) : null);
        }

        public RecordedEvent recorded(String source, String subject, String key) {
            return new RecordedEvent(
                    subject + ":" + sequence,
                    type,
                    source,
                    subject,
                    sequence,
                    key,
                    text("customer"),
                    Instant.ofEpochMilli(headers.getDateTime("time").getValue()),
                    times.recordedAt(),
                    Mode.valueOf(headers.getString("mode").getValue()),
                    Actor.parse(headers.getString("actor").getValue()),
                    headers.getString("correlationid").getValue(),
                    text("causationid"),
                    restsOn(),
                    traceparent(),
                    body);
        }

        /** The trace context of the request that caused the event. */
        @Nullable
        public String traceparent() {
            return text("traceparent");
        }

        private @Nullable EventReference restsOn() {
            var text = text("restson");
            return text == null ? null : EventReference.parse(text);
        }

        private @Nullable String text(String name) {
            return headers.containsKey(name) ? headers.getString(name).getValue() : null;
        }
    }

    /**
     * A document to be inserted into another collection under an id that makes a repeated insertion harmless.
     *
     * @param number of the applied event that it follows from; rows are trimmed in this order
     */
    public record PendingRow(long number, String collection, BsonDocument row) {

        private BsonDocument toPending() {
            return new BsonDocument("n", new BsonInt64(number))
                    .append("into", new BsonString(collection))
                    .append("row", packed(row));
        }

        public static PendingRow of(BsonDocument document) {
            return new PendingRow(
                    document.getInt64("n").getValue(),
                    document.getString("into").getValue(),
                    unpacked(Objects.requireNonNull(document.get("row"))));
        }
    }

    public static PendingEvents of(@Nullable BsonDocument pending) {
        if (pending == null) {
            return NOTHING;
        }
        return new PendingEvents(
                array(pending, "events").stream()
                        .map(event -> PendingEvent.of(event.asDocument()))
                        .toList(),
                array(pending, "rows").stream()
                        .map(row -> PendingRow.of(row.asDocument()))
                        .toList());
    }

    private static List<BsonValue> array(BsonDocument document, String name) {
        return document.getArray(name, new BsonArray());
    }

    public static BsonArray eventsToBson(List<PendingEvent> events) {
        return new BsonArray(events.stream().map(PendingEvent::toPending).toList());
    }

    public static BsonArray rowsToBson(List<PendingRow> rows) {
        return new BsonArray(rows.stream().map(PendingRow::toPending).toList());
    }

    /**
     * States and rows are stored as binary: they are not queried while pending, so the server need not parse them at
     * each change of the document.
     */
    private static BsonBinary packed(BsonDocument document) {
        var raw = document instanceof RawBsonDocument already ? already : new RawBsonDocument(document, DOCUMENTS);
        var bytes = raw.getByteBuffer();
        var packed = new byte[bytes.remaining()];
        bytes.get(0, packed);
        return new BsonBinary(packed);
    }

    private static BsonDocument unpacked(BsonValue stored) {
        return stored.isBinary() ? new RawBsonDocument(stored.asBinary().getData()) : stored.asDocument();
    }
}
