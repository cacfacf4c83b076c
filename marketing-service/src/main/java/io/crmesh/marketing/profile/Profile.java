package io.crmesh.marketing.profile;

import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: what is known about one customer from events, and which automations started for them. {@link #after} is the only
 * way from one profile to the next: a decision and its replay from the journal run the same code.
 *
 * @param key the Kafka key of its events; it never changes
 * @param registered whether it is known to be a customer; events of their orders that name no customer's event may come before
 * @param started the last start of each automation that ever started
 */
public record Profile(
        String key,
        boolean registered,
        Attributes attributes,
        Orders orders,
        List<Consent> consents,
        List<Start> started,
        Ownership ownership) {

    private static final String CUSTOMERS = "cus_";

    /** Profiles that were stored before their ownership was known have none. */
    public Profile {
        ownership = Objects.requireNonNullElse(ownership, Ownership.NONE);
    }

    /** Owner and team of the customer, if any. */
    public record Ownership(
            @Nullable String owner, @Nullable String team) {
        static final Ownership NONE = new Ownership(null, null);
    }

    /** A consent as customer-service last published it; before sending, customer-service itself is asked. */
    public record Consent(String purpose, String channel, String state) {}

    /** The last start of an automation for this customer. */
    public record Start(String automation, Instant at, String run) {}

    public static Profile begin(String key) {
        return new Profile(key, false, Attributes.NONE, Orders.NONE, List.of(), List.of(), Ownership.NONE);
    }

    /**
     * Whether events of this key can start automations: those of a customer can. The key decides, not {@link #registered}: an
     * event that does not say which event of the customer it rests on may come before the registration, and it is judged only
     * once. Events of other keys are only recorded.
     */
    public boolean isOfCustomer() {
        return key.startsWith(CUSTOMERS);
    }

    public Profile after(RecordedEvent event) {
        return switch (event.type()) {
            case "customer.registered" -> described(event).with(EventBodies.read(event, Ownership.class));
            case "customer.profile-changed" -> described(event);
            case "customer.owner-changed" -> with(EventBodies.read(event, Ownership.class));
            case "customer.stage-changed" ->
                with(attributes.atStage(
                        EventBodies.read(event, Bodies.StageChanged.class).to()));
            case "customer.consent-changed" -> with(EventBodies.read(event, Bodies.ConsentChanged.class));
            case "customer.reverted", "customer.erased" -> forgotten();
            case "order.placed" -> with(orders.placed(event.subject(), purchase(event)));
            case "order.cancelled", "order.expired", "order.returned" ->
                with(orders.takenBack(
                        event.subject(),
                        EventBodies.read(event, Bodies.TakenBack.class).amount()));
            case "order.completed" -> with(orders.completed(event.subject()));
            default -> this; // other services add events; those that a profile does not use only advance its journal
        };
    }

    private static Purchases purchase(RecordedEvent event) {
        var placed = EventBodies.read(event, Bodies.Placed.class);
        return Purchases.of(placed.amount(), event.occurredAt(), placed.categories());
    }

    private Profile described(RecordedEvent event) {
        var now = EventBodies.read(event, Attributes.class);
        return new Profile(key, true, now, orders, consents, started, ownership);
    }

    private Profile forgotten() {
        return new Profile(key, false, Attributes.NONE, orders, List.of(), started, ownership);
    }

    private Profile with(Ownership now) {
        return new Profile(key, registered, attributes, orders, consents, started, now);
    }

    private Profile with(Attributes now) {
        return new Profile(key, registered, now, orders, consents, started, ownership);
    }

    private Profile with(Orders now) {
        return new Profile(key, registered, attributes, now, consents, started, ownership);
    }

    private Profile with(Bodies.ConsentChanged changed) {
        var now = new ArrayList<>(consents);
        now.removeIf(each ->
                each.purpose().equals(changed.purpose()) && each.channel().equals(changed.channel()));
        now.add(new Consent(changed.purpose(), changed.channel(), changed.to()));
        now.sort(Comparator.comparing(Consent::purpose).thenComparing(Consent::channel));
        return new Profile(key, registered, attributes, orders, List.copyOf(now), started, ownership);
    }

    /** An automation starts for this customer. */
    public Profile starting(Start start) {
        var now = new ArrayList<>(started);
        now.removeIf(each -> each.automation().equals(start.automation()));
        now.add(start);
        return new Profile(key, registered, attributes, orders, consents, List.copyOf(now), ownership);
    }

    public Optional<Start> lastStart(String automation) {
        return started.stream()
                .filter(each -> each.automation().equals(automation))
                .findFirst();
    }

    public @Nullable String consent(String purpose, String channel) {
        return consents.stream()
                .filter(each -> each.purpose().equals(purpose) && each.channel().equals(channel))
                .map(Consent::state)
                .findFirst()
                .orElse(null);
    }
}
