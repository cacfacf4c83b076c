package io.crmesh.gateway;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one address may sign in, ask for tokens and bring wrong ones. Signing in takes half a dozen requests.
 *
 * @param perSecond in the long run
 * @param burst at once after a quiet time
 * @param clients how many addresses are remembered; the one not seen for longest is forgotten first
 */
@Validated
@ConfigurationProperties("crm.strangers")
record StrangerLimits(
        @DefaultValue("10") @Min(1) long perSecond,
        @DefaultValue("300") @Min(1) long burst,
        @DefaultValue("100000") @Min(1) long clients) {}
