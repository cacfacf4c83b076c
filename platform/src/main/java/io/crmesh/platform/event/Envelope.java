package io.crmesh.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Codec of an event as a Kafka record: CloudEvents 1.0, binary mode. The record's timestamp is always the time of
 * sending.
 */
public final class Envelope {

    /** Thrown when a record is no event: it becomes a dead letter and blocks no aggregate. */
    public static final class Unreadable extends Exception {
        public Unreadable(String message) {
            super(message);
        }
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int DIGITS = 19;

    private Envelope() {}

    public static ProducerRecord<byte[], byte[]> write(String topic, RecordedEvent event) {
        var delivery = new ProducerRecord<>(topic, event.key().getBytes(UTF_8), event.body());
        var headers = new Writer(delivery);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.id());
        headers.put("ce_source", event.source());
        headers.put("ce_type", event.type());
        headers.put("ce_subject", event.subject());
        headers.put("ce_time", event.occurredAt().toString());
        headers.put("ce_recordedat", event.recordedAt().toString());
        headers.put("ce_sequence", digits(event.sequence()));
        headers.put("ce_mode", event.mode().name());
        headers.put("ce_customer", event.customer());
        headers.put("ce_actor", event.actor().toString());
        headers.put("ce_correlationid", event.correlationId());
        headers.put("ce_causationid", event.causationId());
        headers.put(
                "ce_restson", event.restsOn() == null ? null : event.restsOn().toString());
        headers.put("content-type", "application/json");
        headers.put("traceparent", event.traceparent());
        return delivery;
    }

    /** All 19 digits, so that sequences sort as texts do. */
    private static String digits(long sequence) {
        var digits = Long.toString(sequence);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private record Writer(ProducerRecord<byte[], byte[]> delivery) {
        void put(String name, @Nullable String value) {
            if (value != null) {
                delivery.headers().add(name, value.getBytes(UTF_8));
            }
        }
    }

    /** Reads a record and checks what can be checked without knowing the type. */
    public static RecordedEvent read(ConsumerRecord<byte[], byte[]> delivery) throws Unreadable {
        var headers = headers(delivery);
        if (delivery.key() == null || delivery.value() == null) {
            throw new Unreadable("An event has a key and a value");
        }
        if (delivery.value().length > MAX_BODY_BYTES) {
            throw new Unreadable("The value is longer than 64 KB");
        }
        var subject = required(headers, "ce_subject");
        var sequence = sequence(required(headers, "ce_sequence"));
        var id = required(headers, "ce_id");
        if (!id.equals(subject + ":" + sequence)) {
            throw new Unreadable("ce_id is not <ce_subject>:<ce_sequence>");
        }
        var source = required(headers, "ce_source");
        if (!delivery.topic().equals("crm." + source.substring(source.lastIndexOf('/') + 1))) {
            throw new Unreadable("ce_source does not belong on this topic");
        }
        var type = required(headers, "ce_type");
        if (!NAME.matcher(type).matches()) {
            throw new Unreadable("ce_type is not an event's name");
        }
        try {
            return new RecordedEvent(
                    id,
                    type,
                    source,
                    subject,
                    sequence,
                    text(delivery.key()),
                    headers.get("ce_customer"),
                    Instant.parse(required(headers, "ce_time")),
                    Instant.parse(required(headers, "ce_recordedat")),
                    Mode.valueOf(required(headers, "ce_mode")),
                    Actor.parse(required(headers, "ce_actor")),
                    headers.getOrDefault("ce_correlationid", id),
                    headers.get("ce_causationid"),
                    reference(headers.get("ce_restson")),
                    headers.get("traceparent"),
                    delivery.value());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Unreadable(
                    "A header has a value that it cannot have: " + e.getClass().getSimpleName());
        }
    }

    private static @Nullable EventReference reference(@Nullable String text) {
        return text == null ? null : EventReference.parse(text);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> delivery) throws Unreadable {
        var read = new HashMap<String, String>();
        for (var header : delivery.headers()) {
            if (header.value() == null) {
                throw new Unreadable("A header has no value");
            }
            if (read.put(header.key(), text(header.value())) != null
                    && header.key().startsWith("ce_")) {
                throw new Unreadable("A header occurs twice");
            }
        }
        return read;
    }

    private static String required(Map<String, String> headers, String name) throws Unreadable {
        var value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw new Unreadable("There is no " + name);
        }
        return value;
    }

    private static long sequence(String digits) throws Unreadable {
        try {
            var sequence = Long.parseLong(digits);
            if (sequence >= 1) {
                return sequence;
            }
        } catch (NumberFormatException _) {
            // Reported below, like a number that is not positive.
        }
        throw new Unreadable("ce_sequence is not a number from 1 on");
    }

    private static String text(byte[] bytes) throws Unreadable {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new Unreadable("A key or header is not UTF-8");
        }
    }
}
