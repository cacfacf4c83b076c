package io.crmesh.contracts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A service as the owner of facts: each type belongs to exactly one, told by the first word of its name, and is sent on
 * that service's topic only.
 */
public enum Owner {
    CUSTOMERS("customer-service", Set.of("confirmation", "customer", "data-quality", "import", "lead", "merge-case")),
    ORDERS(
            "order-service",
            Set.of("credit", "invoice", "opportunity", "order", "payment", "product", "quote", "refund", "target")),
    INTERACTIONS(
            "interaction-service", Set.of("connector", "feedback", "interaction", "page", "social", "survey", "task")),
    TICKETS("ticket-service", Set.of("ticket")),
    MARKETING(
            "marketing-service",
            Set.of(
                    "automation",
                    "campaign",
                    "churn",
                    "event",
                    "message",
                    "profile",
                    "recommendation",
                    "registration",
                    "reward",
                    "segment"));

    private final String service;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> firstWords;

    Owner(String service, Set<String> firstWords) {
        this.service = service;
        this.firstWords = firstWords;
    }

    /** The module's name: {@code order-service}. */
    public String service() {
        return service;
    }

    /** The topic of all its facts: {@code crm.orders}. */
    public String topic() {
        return "crm." + plural();
    }

    /** Who it is in a fact's envelope: {@code /crm/orders}. */
    public String source() {
        return "/crm/" + plural();
    }

    /** Whose fact it is. */
    public static Owner of(String type) {
        return Arrays.stream(values())
                .filter(owner -> owner.owns(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        type + " belongs to no service: name its first word in " + Owner.class.getSimpleName()));
    }

    boolean owns(String type) {
        return firstWords.contains(type.substring(0, Math.max(0, type.indexOf('.'))));
    }

    String plural() {
        return name().toLowerCase(Locale.ROOT);
    }
}
