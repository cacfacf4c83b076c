package io.crmesh.platform.timer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How timers are looked after.
 *
 * @param poll how often what is due is looked for
 * @param lease how long a process has what it took before another may take it
 */
@ConfigurationProperties("crm.timers")
public record TimerSettings(
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("10s") Duration lease) {}
