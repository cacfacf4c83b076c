package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.util.List;

/** Test source of customer events, which it delivers as the service's listener would. */
public record CustomerEvents(EventConsumer follower) {

    private static final Instant THEN = Instant.parse("2026-01-31T09:30:00Z");

    /** The consumer among these that follows customers. */
    public static CustomerEvents to(List<EventConsumer> consumers, String group) {
        return new CustomerEvents(consumers.stream()
                .filter(consumer -> consumer.group().equals(group))
                .findFirst()
                .orElseThrow());
    }

    @CanIgnoreReturnValue
    public Outcome registered(String customer, String owner, String team) {
        return event(customer, 1, "customer.registered", """
                {"kind": "PERSON", "stage": "LEAD", "owner": "%s", "team": "%s"}""".formatted(owner, team));
    }

    @CanIgnoreReturnValue
    public Outcome handedOver(String customer, long sequence, String owner, String team) {
        return event(customer, sequence, "customer.owner-changed", """
                {"owner": "%s", "team": "%s"}""".formatted(owner, team));
    }

    @CanIgnoreReturnValue
    public Outcome event(String customer, long sequence, String type, String body) {
        return follower.apply(new RecordedEvent(
                customer + ":" + sequence,
                type,
                "/crm/customers",
                customer,
                sequence,
                customer,
                customer,
                THEN,
                THEN,
                Mode.LIVE,
                Actor.system("test"),
                "c",
                null,
                null,
                body.getBytes(UTF_8)));
    }
}
