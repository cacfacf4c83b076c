package io.crmesh.platform.web;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one service takes on.
 *
 * @param concurrent requests at work at once; virtual threads set no natural limit
 * @param bodyTimeout in which a whole request body must have arrived, however it trickles
 * @param lookUpsPerMinute how often one caller may look somebody up in the long run
 * @param lookUpsAtOnce and how often after a quiet time
 */
@Validated
@ConfigurationProperties("crm.http")
record HttpLimits(
        @DefaultValue("200") @Min(1) int concurrent,
        @DefaultValue("15s") @NotNull Duration bodyTimeout,
        @DefaultValue("300") @Min(1) int lookUpsPerMinute,
        @DefaultValue("300") @Min(1) int lookUpsAtOnce) {}
