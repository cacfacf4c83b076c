package io.crmesh.gateway.routing;

import io.crmesh.gateway.resilience.TimeoutSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the routes: the services by name, with their addresses and limits. Clients reach {@code /api/<name>/**} and
 * {@code /api/audit/<name>/**} of each, and the further paths named here. Other paths do not exist for clients.
 */
@Validated
@ConfigurationProperties("crm")
public record Routes(@NotEmpty Map<@Pattern(regexp = "[a-z][a-z-]*") String, @Valid Route> routes) {

    /**
     * One service.
     *
     * @param paths further paths that clients may reach
     * @param timeout until it begins to respond; long-running requests wait for {@link TimeoutSettings#idle()} instead
     * @param concurrent requests under way there at once
     * @param streams event streams open there at once, which mostly wait and are therefore counted separately
     */
    public record Route(
            @NotNull URI uri,
            @DefaultValue List<String> paths,

            @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
            Duration timeout,

            @DefaultValue("200") @Min(1) int concurrent,
            @DefaultValue("1000") @Min(1) int streams) {}
}
