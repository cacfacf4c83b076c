package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Facts for the stories: the n-th of an aggregate of one customer. */
final class Told {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private Told() {}

    static Fact fact(String service, String customer, String aggregate, long sequence) {
        return fact(service, customer, aggregate, sequence, "{\"n\":" + sequence + "}");
    }

    static Fact fact(String service, String customer, String aggregate, long sequence, String body) {
        var now = Instant.parse("2026-11-22T08:00:00Z");
        return new Fact(
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

    static ProducerRecord<byte[], byte[]> record(Fact fact) {
        return Envelope.write("crm." + fact.source().substring("/crm/".length()), fact);
    }
}
