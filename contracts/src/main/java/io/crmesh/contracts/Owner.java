package io.crmesh.contracts;

import io.crmesh.web.Services;
import java.util.List;

/**
 * A service as the owner of events: each type belongs to exactly one service, which the first word of its name names, and
 * is published on that service's topic only. {@code services.csv} lists the words.
 */
public record Owner(Services.Service description) {

    public static List<Owner> all() {
        return Services.all().stream().map(Owner::new).toList();
    }

    /** The owner by its plural name: {@code orders}. */
    public static Owner named(String plural) {
        return new Owner(Services.named(plural));
    }

    /** The owner of a type of event. */
    public static Owner of(String type) {
        return all().stream()
                .filter(owner -> owner.owns(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        type + " belongs to no service: name its first word in contracts/services.csv"));
    }

    /** The module's name: {@code order-service}. */
    public String service() {
        return description.module();
    }

    /** The topic of all its events: {@code crm.orders}. */
    public String topic() {
        return "crm." + plural();
    }

    /** Its source in an event's envelope: {@code /crm/orders}. */
    public String source() {
        return "/crm/" + plural();
    }

    public boolean owns(String type) {
        return description.owns(type);
    }

    String plural() {
        return description.name();
    }
}
