package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.contracts.Contracts;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Contract test of events: checks every event that a service sends in any test against its schema, before it reaches
 * the broker. A breach fails the test class in which it is detected.
 */
public final class SentEvents implements ProducerInterceptor<byte[], byte[]>, AfterAllCallback {

    private static final Contracts CONTRACTS = Contracts.load();
    private static final Set<String> BROKEN = new ConcurrentSkipListSet<>();

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
        var header = sent.headers().lastHeader("ce_type");
        var type = header == null ? "(none)" : new String(header.value(), UTF_8);
        CONTRACTS.validateProduced(type, sent.value()).forEach(problem -> BROKEN.add(type + ": " + problem));
        return sent;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!BROKEN.isEmpty()) {
            throw new AssertionError("Events that break their contracts: " + BROKEN);
        }
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
