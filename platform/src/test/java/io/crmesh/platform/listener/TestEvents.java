package io.crmesh.platform.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Test data: the n-th event of an aggregate of one customer. */
final class TestEvents {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private TestEvents() {}

    static RecordedEvent event(String service, String customer, String aggregate, long sequence) {
        return event(service, customer, aggregate, sequence, "{\"n\":" + sequence + "}");
    }

    static RecordedEvent event(String service, String customer, String aggregate, long sequence, String body) {
        var now = Instant.parse("2026-11-22T08:00:00Z");
        return new RecordedEvent(
                aggregate + ":" + sequence,
                "order.placed",
                "/crm/" + service,
                aggregate,
                sequence,
                customer,
                customer,
                now,
                now,
                Mode.LIVE,
                Actor.system("test"),
                "conversation",
                null,
                "00-" + TRACE + "-b7ad6b7169203331-01",
                body.getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> record(RecordedEvent event) {
        return Envelope.write("crm." + event.source().substring("/crm/".length()), event);
    }
}
