package io.crmesh.marketing.profile;

import org.jspecify.annotations.Nullable;

/** What is known about a customer that identifies nobody. */
public record Attributes(
        @Nullable String kind,
        @Nullable String stage,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable String language,
        @Nullable String gender,
        @Nullable String ageBand,
        @Nullable String industry,
        @Nullable String companySize,
        @Nullable Source source) {

    static final Attributes NONE = new Attributes(null, null, null, null, null, null, null, null, null, null, null);

    /** Where a customer came from. */
    public record Source(@Nullable String channel, @Nullable String campaignId) {}

    Attributes atStage(String other) {
        return new Attributes(
                kind, other, country, region, city, language, gender, ageBand, industry, companySize, source);
    }
}
