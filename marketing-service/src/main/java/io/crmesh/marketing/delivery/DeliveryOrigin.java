package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Value object: where a delivery comes from. It is part of each event of the delivery.
 *
 * @param run that it belongs to; none for a test mail
 * @param step of the automation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryOrigin(String automation, @Nullable String run, String step, String channel, String purpose) {}
