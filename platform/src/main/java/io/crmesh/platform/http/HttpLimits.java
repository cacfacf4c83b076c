package io.crmesh.platform.http;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of HTTP requests in one service.
 *
 * @param concurrent requests in progress at the same time; virtual threads set no natural limit
 * @param bodyTimeout the time in which a whole request body must have arrived, even if bytes keep trickling in
 * @param lookUpsPerMinute look-ups of people per caller in the long run
 * @param lookUpsAtOnce look-ups in a burst after a quiet time
 */
@Validated
@ConfigurationProperties("crm.http")
public record HttpLimits(
        @DefaultValue("200") @Min(1) int concurrent,
        @DefaultValue("15s") @NotNull Duration bodyTimeout,
        @DefaultValue("300") @Min(1) int lookUpsPerMinute,
        @DefaultValue("300") @Min(1) int lookUpsAtOnce) {}
