package io.crmesh.platform.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How eagerly unfinished work is looked for.
 *
 * @param interval at least this long between two sweeps
 * @param grace what is younger is left to those who are busy with it
 */
@ConfigurationProperties("crm.sweeper")
public record SweeperSettings(
        @DefaultValue("250ms") Duration interval,
        @DefaultValue("1500ms") Duration grace) {}
