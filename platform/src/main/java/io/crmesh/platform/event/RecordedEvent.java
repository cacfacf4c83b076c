package io.crmesh.platform.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recorded event: envelope and JSON body of a domain event as it is stored and published. On Kafka it is a CloudEvent
 * in binary mode.
 *
 * @param id {@code <aggregate id>:<sequence>}
 * @param source the owning service, {@code /crm/orders}
 * @param subject id of the aggregate it happened to
 * @param sequence 1, 2, 3 … of that aggregate's events
 * @param key the Kafka key: the customer's id at the aggregate's creation, else the aggregate's own
 * @param customer the customer it is about, if any
 * @param occurredAt when it happened in the world
 * @param recordedAt when the system stored it; what was known at an instant and the times of automations go by it
 * @param restsOn the event of another aggregate that a consumer must have applied before it decides on this one, if any
 * @param traceparent W3C trace context of the request that caused it
 * @param body JSON, the same bytes on every delivery
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id, never by content
public record RecordedEvent(
        String id,
        String type,
        String source,
        String subject,
        long sequence,
        String key,
        @Nullable String customer,
        Instant occurredAt,
        Instant recordedAt,
        Mode mode,
        Actor actor,
        String correlationId,
        @Nullable String causationId,
        @Nullable EventReference restsOn,
        @Nullable String traceparent,
        byte[] body) {

    /** An event that rests on no other aggregate's event. */
    public RecordedEvent(
            String id,
            String type,
            String source,
            String subject,
            long sequence,
            String key,
            @Nullable String customer,
            Instant occurredAt,
            Instant recordedAt,
            Mode mode,
            Actor actor,
            String correlationId,
            @Nullable String causationId,
            @Nullable String traceparent,
            byte[] body) {
        this(
                id,
                type,
                source,
                subject,
                sequence,
                key,
                customer,
                occurredAt,
                recordedAt,
                mode,
                actor,
                correlationId,
                causationId,
                null,
                traceparent,
                body);
    }

    public RecordedEvent restingOn(@Nullable EventReference base) {
        return new RecordedEvent(
                id,
                type,
                source,
                subject,
                sequence,
                key,
                customer,
                occurredAt,
                recordedAt,
                mode,
                actor,
                correlationId,
                causationId,
                base,
                traceparent,
                body);
    }

    /** The name of this event. */
    public EventReference reference() {
        return new EventReference(source, subject, sequence);
    }

    /** Source and aggregate: the unit within which events are ordered. */
    public String stream() {
        return source + "|" + subject;
    }
}
