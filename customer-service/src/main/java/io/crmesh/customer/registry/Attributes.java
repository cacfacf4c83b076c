package io.crmesh.customer.registry;

import io.crmesh.customer.registry.profile.AgeBands;
import io.crmesh.customer.registry.profile.Gender;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Stage;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Value object: the attributes of a customer that are published to other services. They identify no person. */
record Attributes(
        Kind kind,
        Stage stage,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable String language,
        @Nullable Gender gender,
        @Nullable String ageBand,
        @Nullable String industry,
        @Nullable String companySize,
        @Nullable Origin source,
        @Nullable String owner,
        @Nullable String team) {

    /** Where the customer came from, without the free text. */
    record Origin(String channel, @Nullable String campaignId) {}

    /** The attribute that changes with time alone. */
    static final String AGE_BAND = "ageBand";

    static Attributes of(Customer customer, Profile profile, LocalDate day) {
        var address = profile.mainAddress();
        var source = customer.lifecycle().source();
        return new Attributes(
                customer.kind(),
                customer.lifecycle().stage(),
                address == null ? null : address.country(),
                address == null ? null : address.region(),
                address == null ? null : address.city(),
                profile.language(),
                profile.gender(),
                AgeBands.of(profile, day),
                profile.industry(),
                profile.companySize(),
                source == null ? null : new Origin(source.channel(), source.campaignId()),
                customer.ownership().owner(),
                customer.ownership().team());
    }
}
