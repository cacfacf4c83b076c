package io.crmesh.platform.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the outbox sweeper.
 *
 * @param interval the shortest time between two sweeps
 * @param grace younger pending events are left to the process that is working on them
 */
@ConfigurationProperties("crm.sweeper")
public record SweeperSettings(
        @DefaultValue("250ms") Duration interval,
        @DefaultValue("1500ms") Duration grace) {}
