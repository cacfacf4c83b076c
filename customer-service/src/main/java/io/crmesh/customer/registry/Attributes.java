package io.crmesh.customer.registry;

import io.crmesh.customer.registry.profile.Gender;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
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

    private static final int[] BANDS = {18, 25, 35, 45, 55, 65};

    static Attributes of(Customer customer, Profile profile, Instant at) {
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
                ageBand(profile, at),
                profile.industry(),
                profile.companySize(),
                source == null ? null : new Origin(source.channel(), source.campaignId()),
                customer.ownership().owner(),
                customer.ownership().team());
    }

    private static @Nullable String ageBand(Profile profile, Instant at) {
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        if (profile.birthDate() != null) {
            return band(Period.between(profile.birthDate(), day).getYears());
        }
        return profile.birthYear() == null ? null : band(day.getYear() - profile.birthYear());
    }

    private static @Nullable String band(int age) {
        if (age < 0) {
            return null;
        }
        var from = 0;
        for (var next : BANDS) {
            if (age < next) {
                return from + "-" + (next - 1);
            }
            from = next;
        }
        return from + "+";
    }
}
