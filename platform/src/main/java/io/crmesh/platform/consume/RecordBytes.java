package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.crmesh.platform.store.Seal;
import io.crmesh.platform.store.Seal.Subject;
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
 * A Kafka record as it is kept in the database, byte for byte; what it says is sealed, since whoever sent it may have
 * put there what no fact may hold. What is absurdly large is cut: a few kilobytes on the wire may unpack to more than a
 * document holds.
 */
record RecordBytes(Seal seal) {

    private static final int LONGEST = 2 * 1024 * 1024;
    private static final int KEPT = 64 * 1024;
    private static final int KEPT_OF_A_HEADER = 1024;
    private static final int HEADERS_KEPT = 64;
    private static final String VALUE = "value";
    private static final String SEALED_BY = "sealedBy";

    /**
     * No person: a fact tells nothing personal, and one about somebody who was erased is still to be applied. It is gone
     * with its row.
     */
    private static final String NOBODY = "parked";

    Document write(String row, ConsumerRecord<byte[], byte[]> delivery) {
        var whole = size(delivery) <= LONGEST;
        var headers = new ArrayList<Document>();
        for (var header : delivery.headers()) {
            if (whole || headers.size() < HEADERS_KEPT) {
                headers.add(new Document("k", whole ? header.key() : cut(header.key()))
                        .append("v", binary(header.value(), whole ? LONGEST : KEPT_OF_A_HEADER)));
            }
        }
        return new Document("topic", delivery.topic())
                .append("partition", delivery.partition())
                .append("offset", delivery.offset())
                .append("timestamp", delivery.timestamp())
                .append("key", binary(delivery.key(), whole ? LONGEST : KEPT_OF_A_HEADER))
                .append("headers", headers)
                .append(VALUE, sealed(row, binary(delivery.value(), whole ? LONGEST : KEPT)))
                .append(SEALED_BY, NOBODY)
                .append("cut", !whole);
    }

    private @Nullable BsonValue sealed(String row, @Nullable Binary value) {
        return value == null ? null : seal.seal(subject(row, NOBODY), VALUE, new BsonBinary(value.getData()));
    }

    private byte @Nullable [] opened(Subject subject, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        var value = new Document(VALUE, stored).toBsonDocument().get(VALUE);
        var opened = seal.open(subject, VALUE, requireNonNull(value));
        return opened == null ? null : opened.asBinary().getData();
    }

    private static Subject subject(String row, String by) {
        return new Subject("parked", row, by);
    }

    /** Rows of before do not say by what they are sealed: it was by the key of the person whom their Kafka key named. */
    private static String sealedBy(Document stored, byte @Nullable [] key) {
        var person = key == null ? "" : new String(key, UTF_8);
        return requireNonNullElse(stored.getString(SEALED_BY), person);
    }

    ConsumerRecord<byte[], byte[]> read(String row, Document stored) {
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
                opened(subject(row, sealedBy(stored, key)), stored.get(VALUE)),
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
