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
        @Nullable String traceparent,
        byte[] body) {

    /** Source and aggregate: the unit within which events are ordered. */
    public String stream() {
        return source + "|" + subject;
    }
}
