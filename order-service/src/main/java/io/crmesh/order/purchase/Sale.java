package io.crmesh.order.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Value object: how an order came about and how it is to be paid. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sale(
        @Nullable String channel,
        @Nullable String paymentMethod,
        Terms terms,
        @Nullable String campaignId) {}
