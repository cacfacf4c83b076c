package io.crmesh.platform.consume;

import static java.util.Objects.requireNonNull;

import io.crmesh.platform.fact.Fact;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A record that one consumer group could not take, kept until somebody settles it.
 *
 * @param id {@code <group>|<topic>|<partition>|<offset>}
 * @param stream the aggregate it belongs to, source and subject; none if it cannot be read that far
 * @param error why it stands here; empty if only because an earlier one does
 */
record ParkedRow(
        String id,
        String group,
        @Nullable String stream,
        long sequence,
        @Nullable String type,
        State state,
        String error,
        int tries,
        Instant at,
        ConsumerRecord<byte[], byte[]> delivery) {

    enum State {
        /** It failed, or stands behind one that did: a person replays or discards it. */
        PARKED,
        /** A fact before it is missing and is being fetched from its owner. */
        HELD
    }

    static ParkedRow of(
            String group,
            ConsumerRecord<byte[], byte[]> delivery,
            @Nullable Fact fact,
            State state,
            String error,
            int tries) {
        return new ParkedRow(
                id(group, delivery),
                group,
                fact == null ? null : fact.stream(),
                fact == null ? 0 : fact.sequence(),
                fact == null ? null : fact.type(),
                state,
                error,
                tries,
                Instant.now(),
                delivery);
    }

    private static String id(String group, ConsumerRecord<byte[], byte[]> delivery) {
        return group + "|" + delivery.topic() + "|" + delivery.partition() + "|" + delivery.offset();
    }

    /** The id of all that stands parked of one aggregate, in one group. */
    static String lot(String group, String stream) {
        return group + "|" + stream;
    }

    @Nullable
    String lot() {
        return stream == null ? null : lot(group, stream);
    }

    Document document(RecordBytes bytes) {
        return new Document("_id", id)
                .append("group", group)
                .append("lot", lot())
                .append("stream", stream)
                .append("sequence", sequence)
                .append("type", type)
                .append("state", state.name())
                .append("error", error)
                .append("tries", tries)
                .append("at", Date.from(at))
                .append("record", bytes.write(id, delivery));
    }

    static ParkedRow from(Document stored, RecordBytes bytes) {
        var id = requireNonNull(stored.getString("_id"));
        return new ParkedRow(
                id,
                requireNonNull(stored.getString("group")),
                stored.getString("stream"),
                stored.getLong("sequence"),
                stored.getString("type"),
                State.valueOf(stored.getString("state")),
                stored.getString("error"),
                stored.getInteger("tries"),
                stored.getDate("at").toInstant(),
                bytes.read(id, stored.get("record", Document.class)));
    }
}
