package io.crmesh.platform.store;

import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * What one aggregate still owes: facts to publish and to keep in history, and rows to be made once in other collections
 * of the same database.
 */
record Pending(List<OwedFact> facts, List<OwedRow> rows) {

    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

    static final Pending NOTHING = new Pending(List.of(), List.of());

    /**
     * A fact as it will stand on the wire and in history, word for word.
     *
     * @param version of the aggregate after the command that yielded it
     * @param headers what the envelope cannot take from elsewhere
     * @param state the aggregate after this fact, sealed; nothing if it was taken back
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OwedFact(
            long sequence,
            long version,
            String type,
            Instant recordedAt,
            BsonDocument headers,
            byte[] body,
            @Nullable BsonDocument state) {

        /** As history keeps it: what the state holds can be asked for. */
        BsonDocument toBson() {
            return state == null ? withoutState() : withoutState().append("state", state);
        }

        /** As it waits in its aggregate. */
        private BsonDocument toPending() {
            return state == null ? withoutState() : withoutState().append("state", packed(state));
        }

        private BsonDocument withoutState() {
            return new BsonDocument("seq", new BsonInt64(sequence))
                    .append("v", new BsonInt64(version))
                    .append("type", new BsonString(type))
                    .append("recordedAt", new BsonDateTime(recordedAt.toEpochMilli()))
                    .append("headers", headers)
                    .append("body", new BsonBinary(body));
        }

        static OwedFact of(BsonDocument document) {
            return new OwedFact(
                    document.getInt64("seq").getValue(),
                    document.getInt64("v").getValue(),
                    document.getString("type").getValue(),
                    Instant.ofEpochMilli(document.getDateTime("recordedAt").getValue()),
                    document.getDocument("headers"),
                    document.getBinary("body").getData(),
                    document.containsKey("state") ? unpacked(Objects.requireNonNull(document.get("state"))) : null);
        }

        Fact toFact(String source, String subject, String key) {
            return new Fact(
                    subject + ":" + sequence,
                    type,
                    source,
                    subject,
                    sequence,
                    key,
                    text("customer"),
                    Instant.ofEpochMilli(headers.getDateTime("time").getValue()),
                    recordedAt,
                    Mode.valueOf(headers.getString("mode").getValue()),
                    Actor.parse(headers.getString("actor").getValue()),
                    headers.getString("correlationid").getValue(),
                    text("causationid"),
                    traceparent(),
                    body);
        }

        /** The trace context of the request that caused it. */
        @Nullable
        String traceparent() {
            return text("traceparent");
        }

        private @Nullable String text(String name) {
            return headers.containsKey(name) ? headers.getString(name).getValue() : null;
        }
    }

    /**
     * A document to be inserted into another collection under an id that makes a second insertion harmless.
     *
     * @param number of the applied fact that calls for it; rows are let go of in this order
     */
    record OwedRow(long number, String collection, BsonDocument row) {

        private BsonDocument toPending() {
            return new BsonDocument("n", new BsonInt64(number))
                    .append("into", new BsonString(collection))
                    .append("row", packed(row));
        }

        static OwedRow of(BsonDocument document) {
            return new OwedRow(
                    document.getInt64("n").getValue(),
                    document.getString("into").getValue(),
                    unpacked(Objects.requireNonNull(document.get("row"))));
        }
    }

    static Pending of(@Nullable BsonDocument pending) {
        if (pending == null) {
            return NOTHING;
        }
        return new Pending(
                array(pending, "facts").stream()
                        .map(fact -> OwedFact.of(fact.asDocument()))
                        .toList(),
                array(pending, "rows").stream()
                        .map(row -> OwedRow.of(row.asDocument()))
                        .toList());
    }

    private static List<BsonValue> array(BsonDocument document, String name) {
        return document.getArray(name, new BsonArray());
    }

    static BsonArray factsToBson(List<OwedFact> facts) {
        return new BsonArray(facts.stream().map(OwedFact::toPending).toList());
    }

    static BsonArray rowsToBson(List<OwedRow> rows) {
        return new BsonArray(rows.stream().map(OwedRow::toPending).toList());
    }

    /** Nobody looks into what waits, and no server has to take it apart for every change of the document around it. */
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
