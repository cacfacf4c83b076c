package io.crmesh.gateway.ratelimit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the rate limit of one address for signing in, asking for tokens and sending invalid ones. One sign-in
 * takes about six requests.
 *
 * @param perSecond in the long run
 * @param burst at once after a quiet time
 * @param clients how many addresses are remembered; the one that was not seen for longest is forgotten first
 */
@Validated
@ConfigurationProperties("crm.sign-in-rate-limit")
public record SignInRateLimitSettings(
        @DefaultValue("10") @Min(1) long perSecond,
        @DefaultValue("300") @Min(1) long burst,
        @DefaultValue("100000") @Min(1) long clients) {}
