package io.crmesh.marketing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Events as other services publish them. */
public final class TestEvents {

    private TestEvents() {}

    public static RecordedEvent registered(String customer) {
        return registeredIn("CN", customer);
    }

    public static RecordedEvent registeredIn(String country, String customer) {
        return event("customers", customer, 1, customer, "customer.registered", """
                {"kind": "PERSON", "stage": "LEAD", "country": "%s", "city": "Shenzhen", "language": "zh-CN"}""".formatted(country));
    }

    public static RecordedEvent placed(String customer, String order, String amount) {
        return event("orders", order, 1, customer, "order.placed", """
                {"orderNumber": "1", "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "category": "TEA",
                 "quantity": 1, "unitPrice": "%1$s", "amount": "%1$s"}],
                 "totals": {"amount": "%1$s", "currency": "USD"}, "channel": "WEB", "terms": "IMMEDIATE"}""".formatted(amount));
    }

    public static RecordedEvent cancelled(String customer, String order, String amount) {
        return event("orders", order, 2, customer, "order.cancelled", """
                {"totals": {"amount": "%s", "currency": "USD"}}""".formatted(amount));
    }

    public static RecordedEvent completed(String customer, String order) {
        return event("orders", order, 2, customer, "order.completed", "{}");
    }

    public static RecordedEvent consent(String customer, long sequence, String state) {
        return event("customers", customer, sequence, customer, "customer.consent-changed", """
                {"purpose": "MARKETING", "channel": "EMAIL", "from": "UNKNOWN", "to": "%s"}""".formatted(state));
    }

    public static RecordedEvent event(
            String owner, String subject, long sequence, String key, String type, String body) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new RecordedEvent(
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

    public static RecordedEvent in(Mode mode, RecordedEvent event) {
        return new RecordedEvent(
                event.id(),
                event.type(),
                event.source(),
                event.subject(),
                event.sequence(),
                event.key(),
                event.customer(),
                event.occurredAt(),
                event.recordedAt(),
                mode,
                event.actor(),
                event.correlationId(),
                event.causationId(),
                event.restsOn(),
                event.traceparent(),
                event.body());
    }

    public static RecordedEvent at(Instant instant, RecordedEvent event) {
        return new RecordedEvent(
                event.id(),
                event.type(),
                event.source(),
                event.subject(),
                event.sequence(),
                event.key(),
                event.customer(),
                instant,
                instant,
                event.mode(),
                event.actor(),
                event.correlationId(),
                event.causationId(),
                event.restsOn(),
                event.traceparent(),
                event.body());
    }
}
