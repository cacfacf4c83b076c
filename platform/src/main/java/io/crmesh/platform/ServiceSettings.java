package io.crmesh.platform;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings: the name of this service and the addresses of the other services.
 *
 * @param name what it owns, in the plural: {@code orders}. Its topic is {@code crm.orders}, its events' source {@code
 *     /crm/orders}, its database {@code crm_orders}, its API {@code /api/orders}
 * @param services base addresses of the other services, by their names
 */
@Validated
@ConfigurationProperties("crm")
public record ServiceSettings(
        @NotBlank @Pattern(regexp = "[a-z]+") String name,
        @DefaultValue Map<String, URI> services) {

    public String topic() {
        return "crm." + name;
    }

    public String source() {
        return "/crm/" + name;
    }

    public String database() {
        return "crm_" + name;
    }

    /** The base address of another service. */
    public URI service(String other) {
        var address = services.get(other);
        if (address == null) {
            throw new IllegalStateException("crm.services." + other + " is not set");
        }
        return address;
    }
}
