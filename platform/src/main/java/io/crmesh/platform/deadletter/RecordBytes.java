package io.crmesh.platform.deadletter;

import static java.util.Objects.requireNonNull;

import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.codec.FieldEncryption.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.BsonBinary;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Codec of a dead letter's Kafka record, byte for byte. The value is encrypted, since a faulty producer may have put
 * personal data into it. A record that is too large is cut: a few compressed kilobytes may unpack to more than a
 * document holds.
 */
record RecordBytes(FieldEncryption encryption) {

    private static final int LONGEST_RECORD = 2 * 1024 * 1024;
    private static final int KEPT_OF_A_VALUE = 64 * 1024;
    private static final int KEPT_OF_A_HEADER = 1024;
    private static final int HEADERS_KEPT = 64;
    private static final String VALUE = "value";

    /**
     * The key is the service's and not a person's: an event carries no personal data, and an event about an erased
     * person must still be applied. The value is deleted with its letter.
     */
    private static final String SERVICE_KEY = "dead-letters";

    Document write(String id, ConsumerRecord<byte[], byte[]> delivery) {
        var whole = size(delivery) <= LONGEST_RECORD;
        var headers = new ArrayList<Document>();
        for (var header : delivery.headers()) {
            if (whole || headers.size() < HEADERS_KEPT) {
                headers.add(new Document("k", whole ? header.key() : cut(header.key()))
                        .append("v", binary(header.value(), whole ? LONGEST_RECORD : KEPT_OF_A_HEADER)));
            }
        }
        return new Document("topic", delivery.topic())
                .append("partition", delivery.partition())
                .append("offset", delivery.offset())
                .append("timestamp", delivery.timestamp())
                .append("key", binary(delivery.key(), whole ? LONGEST_RECORD : KEPT_OF_A_HEADER))
                .append("headers", headers)
                .append(VALUE, encrypted(id, binary(delivery.value(), whole ? LONGEST_RECORD : KEPT_OF_A_VALUE)))
                .append("cut", !whole);
    }

    private @Nullable BsonValue encrypted(String id, @Nullable Binary value) {
        return value == null ? null : encryption.encrypt(subject(id), VALUE, new BsonBinary(value.getData()));
    }

    private byte @Nullable [] decrypted(Subject subject, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        var value = new Document(VALUE, stored).toBsonDocument().get(VALUE);
        var clear = encryption.decrypt(subject, VALUE, requireNonNull(value));
        return clear == null ? null : clear.asBinary().getData();
    }

    private static Subject subject(String id) {
        return new Subject("dead-letters", id, SERVICE_KEY);
    }

    ConsumerRecord<byte[], byte[]> read(String id, Document stored) {
        var key = bytes(stored.get("key", Binary.class));
        var headers = new RecordHeaders();
        for (var header : stored.getList("headers", Document.class, List.of())) {
            headers.add(new RecordHeader(header.getString("k"), bytes(header.get("v", Binary.class))));
        }
        return new ConsumerRecord<>(
                requireNonNull(stored.getString("topic")),
                stored.getInteger("partition"),
                stored.getLong("offset"),
                stored.getLong("timestamp"),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                decrypted(subject(id), stored.get(VALUE)),
                headers,
                Optional.empty());
    }

    private static long size(ConsumerRecord<byte[], byte[]> delivery) {
        var size = length(delivery.key()) + length(delivery.value());
        for (Header header : delivery.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String cut(String text) {
        return text.length() <= KEPT_OF_A_HEADER ? text : text.substring(0, KEPT_OF_A_HEADER);
    }

    private static @Nullable Binary binary(byte @Nullable [] bytes, int longest) {
        if (bytes == null) {
            return null;
        }
        return new Binary(bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest));
    }

    private static byte @Nullable [] bytes(@Nullable Binary binary) {
        return binary == null ? null : binary.getData();
    }
}
