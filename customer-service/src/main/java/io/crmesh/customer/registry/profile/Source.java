package io.crmesh.customer.registry.profile;

import io.crmesh.customer.text.Codes;
import io.crmesh.platform.event.Personal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Value object: where a customer came from. All but the detail are codes and ids, since they are published. */
public record Source(
        @NotBlank @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String channel,

        @Personal @Nullable @Size(max = 500) String detail,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String campaignId,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String referrerId) {}
