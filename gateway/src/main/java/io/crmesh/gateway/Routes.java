package io.crmesh.gateway;

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

/** The services by name, and what of them clients may reach. What is not listed does not exist outside. */
@Validated
@ConfigurationProperties("crm")
record Routes(@NotEmpty Map<@Pattern(regexp = "[a-z][a-z-]*") String, @Valid Route> routes) {

    /**
     * One service.
     *
     * @param timeout in which it begins to answer; what is long by nature waits {@link Patience#idle()} instead
     * @param concurrent requests under way there at once
     * @param streams event streams open there at once, which mostly wait and so have places of their own
     */
    record Route(
            @NotNull URI uri,
            @NotEmpty List<String> paths,

            @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
            Duration timeout,

            @DefaultValue("200") @Min(1) int concurrent,
            @DefaultValue("1000") @Min(1) int streams) {}
}
