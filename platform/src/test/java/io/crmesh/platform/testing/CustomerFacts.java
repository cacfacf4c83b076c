package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.fact.Outcome;
import java.time.Instant;
import java.util.List;

/** What a service is told of customers by their owner, fact by fact, as its listener would hand them over. */
public record CustomerFacts(FactConsumer follower) {

    private static final Instant THEN = Instant.parse("2026-01-31T09:30:00Z");

    /** The one of these that follows the customers. */
    public static CustomerFacts to(List<FactConsumer> consumers, String group) {
        return new CustomerFacts(consumers.stream()
                .filter(consumer -> consumer.group().equals(group))
                .findFirst()
                .orElseThrow());
    }

    @CanIgnoreReturnValue
    public Outcome registered(String customer, String owner, String team) {
        return fact(customer, 1, "customer.registered", """
                {"kind": "PERSON", "stage": "LEAD", "owner": "%s", "team": "%s"}""".formatted(owner, team));
    }

    @CanIgnoreReturnValue
    public Outcome handedOver(String customer, long sequence, String owner, String team) {
        return fact(customer, sequence, "customer.owner-changed", """
                {"owner": "%s", "team": "%s"}""".formatted(owner, team));
    }

    @CanIgnoreReturnValue
    public Outcome fact(String customer, long sequence, String type, String body) {
        return follower.apply(new Fact(
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
