package io.crmesh.marketing.profile;

import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one customer from all facts about them, and which automations began for them. {@link #after} is the
 * only way from one profile to the next: a decision and its repetition on the journal go through the same code.
 *
 * @param key the Kafka key whose facts these are; for ever
 * @param registered whether it is known to be a customer; facts of their orders may come before that of their registration
 * @param started when automations began that may not begin again at will
 */
public record Profile(
        String key,
        boolean registered,
        Attributes attributes,
        Orders orders,
        List<Consent> consents,
        List<Start> started,
        Keepers keepers) {

    private static final String CUSTOMERS = "cus_";

    /** Profiles that were stored before their keepers were known have none. */
    public Profile {
        keepers = Objects.requireNonNullElse(keepers, Keepers.NOBODY);
    }

    /** Who looks after the customer, if anybody does. */
    public record Keepers(@Nullable String owner, @Nullable String team) {
        static final Keepers NOBODY = new Keepers(null, null);
    }

    /** A consent as its owner last told it; sending asks the owner itself. */
    public record Consent(String purpose, String channel, String state) {}

    /** An automation that began for this customer; of several times, the last. */
    public record Start(String automation, Instant at, String run) {}

    public static Profile begin(String key) {
        return new Profile(key, false, Attributes.NONE, Orders.NONE, List.of(), List.of(), Keepers.NOBODY);
    }

    /**
     * Whether facts of this key can start anything: those of a customer. It goes by the key, not by {@link #registered}:
     * nothing is promised between aggregates, so an order's fact may come before that of its customer's registration, and
     * what it says must be decided now or never. Other keys only have their facts kept.
     */
    public boolean decides() {
        return key.startsWith(CUSTOMERS);
    }

    public Profile after(Fact fact) {
        return switch (fact.type()) {
            case "customer.registered" -> described(fact).with(Facts.read(fact, Keepers.class));
            case "customer.profile-changed" -> described(fact);
            case "customer.owner-changed" -> with(Facts.read(fact, Keepers.class));
            case "customer.stage-changed" ->
                with(attributes.atStage(
                        Facts.read(fact, Bodies.StageChanged.class).to()));
            case "customer.consent-changed" -> with(Facts.read(fact, Bodies.ConsentChanged.class));
            case "customer.reverted", "customer.erased" -> forgotten();
            case "order.placed" -> with(orders.placed(fact.subject(), purchase(fact)));
            case "order.cancelled", "order.expired", "order.returned" ->
                with(orders.takenBack(
                        fact.subject(), Facts.read(fact, Bodies.TakenBack.class).amount()));
            case "order.completed" -> with(orders.completed(fact.subject()));
            default ->
                this; // the facts of other services grow; those that no profile is made of only advance its journal
        };
    }

    private static Purchases purchase(Fact fact) {
        var placed = Facts.read(fact, Bodies.Placed.class);
        return Purchases.of(placed.amount(), fact.occurredAt(), placed.categories());
    }

    private Profile described(Fact fact) {
        var now = Facts.read(fact, Bodies.Described.class).attributes();
        return new Profile(key, true, now, orders, consents, started, keepers);
    }

    private Profile forgotten() {
        return new Profile(key, false, Attributes.NONE, orders, List.of(), started, keepers);
    }

    private Profile with(Keepers now) {
        return new Profile(key, registered, attributes, orders, consents, started, now);
    }

    private Profile with(Attributes now) {
        return new Profile(key, registered, now, orders, consents, started, keepers);
    }

    private Profile with(Orders now) {
        return new Profile(key, registered, attributes, now, consents, started, keepers);
    }

    private Profile with(Bodies.ConsentChanged changed) {
        var now = new ArrayList<>(consents);
        now.removeIf(each ->
                each.purpose().equals(changed.purpose()) && each.channel().equals(changed.channel()));
        now.add(new Consent(changed.purpose(), changed.channel(), changed.to()));
        now.sort(Comparator.comparing(Consent::purpose).thenComparing(Consent::channel));
        return new Profile(key, registered, attributes, orders, List.copyOf(now), started, keepers);
    }

    /** An automation begins for this customer. */
    public Profile starting(Start start) {
        var now = new ArrayList<>(started);
        now.removeIf(each -> each.automation().equals(start.automation()));
        now.add(start);
        return new Profile(key, registered, attributes, orders, consents, List.copyOf(now), keepers);
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
