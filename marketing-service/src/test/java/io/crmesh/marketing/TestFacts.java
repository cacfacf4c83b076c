package io.crmesh.marketing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Facts as other services tell them. */
public final class TestFacts {

    private TestFacts() {}

    public static Fact registered(String customer) {
        return fact("customers", customer, 1, customer, "customer.registered", """
                {"kind": "PERSON", "stage": "LEAD", "country": "CN", "city": "Shenzhen", "language": "zh-CN"}""");
    }

    public static Fact placed(String customer, String order, String amount) {
        return fact("orders", order, 1, customer, "order.placed", """
                {"orderNumber": "1", "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "category": "TEA",
                 "quantity": 1, "unitPrice": "%1$s", "amount": "%1$s"}],
                 "totals": {"amount": "%1$s", "currency": "USD"}, "channel": "WEB", "terms": "IMMEDIATE"}""".formatted(amount));
    }

    public static Fact cancelled(String customer, String order, String amount) {
        return fact("orders", order, 2, customer, "order.cancelled", """
                {"totals": {"amount": "%s", "currency": "USD"}}""".formatted(amount));
    }

    public static Fact completed(String customer, String order) {
        return fact("orders", order, 2, customer, "order.completed", "{}");
    }

    public static Fact consent(String customer, long sequence, String state) {
        return fact("customers", customer, sequence, customer, "customer.consent-changed", """
                {"purpose": "MARKETING", "channel": "EMAIL", "from": "UNKNOWN", "to": "%s"}""".formatted(state));
    }

    public static Fact fact(String owner, String subject, long sequence, String key, String type, String body) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Fact(
                subject + ":" + sequence,
                type,
                "/crm/" + owner,
                subject,
                sequence,
                key,
                key,
                now,
                now,
                Mode.LIVE,
                new Actor(Actor.Kind.USER, "ann"),
                "corr-" + subject,
                null,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                body.getBytes(UTF_8));
    }

    public static Fact in(Mode mode, Fact fact) {
        return new Fact(
                fact.id(),
                fact.type(),
                fact.source(),
                fact.subject(),
                fact.sequence(),
                fact.key(),
                fact.customer(),
                fact.occurredAt(),
                fact.recordedAt(),
                mode,
                fact.actor(),
                fact.correlationId(),
                fact.causationId(),
                fact.traceparent(),
                fact.body());
    }

    public static Fact at(Instant instant, Fact fact) {
        return new Fact(
                fact.id(),
                fact.type(),
                fact.source(),
                fact.subject(),
                fact.sequence(),
                fact.key(),
                fact.customer(),
                instant,
                instant,
                fact.mode(),
                fact.actor(),
                fact.correlationId(),
                fact.causationId(),
                fact.traceparent(),
                fact.body());
    }
}
