package io.crmesh.gateway;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one client may ask for.
 *
 * @param perSecond requests in the long run
 * @param burst requests at once after a quiet time
 * @param clients how many addresses are remembered; the one not seen for longest is forgotten first
 */
@Validated
@ConfigurationProperties("crm.limits")
record Limits(
        @DefaultValue("5000") @Min(1) long perSecond,
        @DefaultValue("10000") @Min(1) long burst,
        @DefaultValue("100000") @Min(1) long clients) {}
