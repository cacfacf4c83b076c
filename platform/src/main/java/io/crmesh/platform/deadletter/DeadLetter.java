package io.crmesh.platform.deadletter;

import static java.util.Objects.requireNonNull;

import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Dead letter: a record that one consumer group could not process, kept until it is replayed or discarded.
 *
 * @param id {@code <group>|<topic>|<partition>|<offset>}
 * @param stream the aggregate it belongs to, as source and subject; none if its headers are unreadable
 * @param awaits the event for which it waits: the one before it, or one of another aggregate that it rests on
 * @param error why it could not be processed; empty if it only queues behind an earlier letter
 */
public record DeadLetter(
        String id,
        String group,
        @Nullable String stream,
        long sequence,
        @Nullable String type,
        State state,
        @Nullable EventReference awaits,
        String error,
        int tries,
        Instant at,
        ConsumerRecord<byte[], byte[]> delivery) {

    public enum State {
        /** It failed, or queues behind one that did: a person replays or discards it. */
        FAILED,
        /** An event before it, or one that it rests on, is missing and is being fetched from its owner. */
        AWAITING_GAP
    }

    public static DeadLetter of(
            String group,
            ConsumerRecord<byte[], byte[]> delivery,
            @Nullable RecordedEvent event,
            State state,
            String error,
            int tries) {
        return new DeadLetter(
                id(group, delivery),
                group,
                event == null ? null : event.stream(),
                event == null ? 0 : event.sequence(),
                event == null ? null : event.type(),
                state,
                null,
                error,
                tries,
                Instant.now(),
                delivery);
    }

    /** An event whose predecessor is missing. */
    public static DeadLetter afterGap(String group, ConsumerRecord<byte[], byte[]> delivery, RecordedEvent event) {
        return awaiting(
                group,
                delivery,
                event,
                State.AWAITING_GAP,
                event.reference().previous(),
                "The event before it is missing");
    }

    /** An event that queues behind letters of its aggregate. The first event of all can only wait for what it rests on. */
    static DeadLetter behind(String group, ConsumerRecord<byte[], byte[]> delivery, RecordedEvent event, State state) {
        var previous = event.reference().previous();
        return awaiting(group, delivery, event, state, previous == null ? event.restsOn() : previous, "");
    }

    /** An event that rests on a missing event of another aggregate. */
    public static DeadLetter ahead(String group, ConsumerRecord<byte[], byte[]> delivery, RecordedEvent event) {
        var base = requireNonNull(event.restsOn());
        return awaiting(group, delivery, event, State.AWAITING_GAP, base, errorOfMissing(base));
    }

    static String errorOfMissing(EventReference base) {
        return "It rests on " + base.id() + ", which is missing";
    }

    private static DeadLetter awaiting(
            String group,
            ConsumerRecord<byte[], byte[]> delivery,
            RecordedEvent event,
            State state,
            @Nullable EventReference awaits,
            String error) {
        return new DeadLetter(
                id(group, delivery),
                group,
                event.stream(),
                event.sequence(),
                event.type(),
                state,
                awaits,
                error,
                0,
                Instant.now(),
                delivery);
    }

    private static String id(String group, ConsumerRecord<byte[], byte[]> delivery) {
        return group + "|" + delivery.topic() + "|" + delivery.partition() + "|" + delivery.offset();
    }

    /** The key of one aggregate's dead letters in one group. */
    public static String streamKey(String group, String stream) {
        return group + "|" + stream;
    }

    @Nullable
    public String streamKey() {
        return stream == null ? null : streamKey(group, stream);
    }

    private static @Nullable EventReference awaits(@Nullable String stored) {
        return stored == null ? null : EventReference.parse(stored);
    }

    Document document(RecordBytes bytes) {
        return new Document("_id", id)
                .append("group", group)
                .append("streamKey", streamKey())
                .append("stream", stream)
                .append("sequence", sequence)
                .append("type", type)
                .append("state", state.name())
                .append("awaits", awaits == null ? null : awaits.toString())
                .append("error", error)
                .append("tries", tries)
                .append("at", Date.from(at))
                .append("record", bytes.write(id, delivery));
    }

    static DeadLetter from(Document stored, RecordBytes bytes) {
        var id = requireNonNull(stored.getString("_id"));
        return new DeadLetter(
                id,
                requireNonNull(stored.getString("group")),
                stored.getString("stream"),
                stored.getLong("sequence"),
                stored.getString("type"),
                State.valueOf(stored.getString("state")),
                awaits(stored.getString("awaits")),
                stored.getString("error"),
                stored.getInteger("tries"),
                stored.getDate("at").toInstant(),
                bytes.read(id, stored.get("record", Document.class)));
    }
}
