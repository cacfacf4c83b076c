package io.crmesh.platform.timer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the timers, {@code crm.timers}.
 *
 * @param poll interval between two searches for due timers
 * @param lease how long a claim lasts before another process may claim the timer
 */
@ConfigurationProperties("crm.timers")
public record TimerSettings(
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("10s") Duration lease) {}
