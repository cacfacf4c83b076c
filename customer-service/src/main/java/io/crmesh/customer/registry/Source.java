package io.crmesh.customer.registry;

import io.crmesh.customer.text.Codes;
import io.crmesh.platform.fact.Personal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Where a customer came from. All but the detail are codes and ids, since other services are told of them. */
public record Source(
        @NotBlank @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
        String channel,

        @Personal @Nullable @Size(max = 500) String detail,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
        String campaignId,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
        String referrerId) {}
