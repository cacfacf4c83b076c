package io.crmesh.gateway.ratelimit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the rate limit of one client address.
 *
 * @param perSecond requests per second in the long run
 * @param burst requests at once after a quiet time
 * @param clients how many addresses are remembered; the one that was not seen for longest is forgotten first
 */
@Validated
@ConfigurationProperties("crm.rate-limit")
public record RateLimitSettings(
        @DefaultValue("5000") @Min(1) long perSecond,
        @DefaultValue("10000") @Min(1) long burst,
        @DefaultValue("100000") @Min(1) long clients) {}
