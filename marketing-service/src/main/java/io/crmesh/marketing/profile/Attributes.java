package io.crmesh.marketing.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/** Value object: what is known about a customer and does not identify the person. As JSON it is one flat object. */
public record Attributes(
        @Nullable String kind,
        @Nullable String stage,
        @JsonUnwrapped Place place,
        @Nullable String language,
        @JsonUnwrapped Person person,
        @JsonUnwrapped Organization organization,
        @Nullable Source source) {

    static final Attributes NONE = new Attributes(
            null, null, new Place(null, null, null), null, new Person(null, null), new Organization(null, null), null);

    /** Where a customer is. */
    public record Place(
            @Nullable String country,
            @Nullable String region,
            @Nullable String city) {}

    /** What is known about a person only. */
    public record Person(@Nullable String gender, @Nullable String ageBand) {}

    /** What is known about an organization only. */
    public record Organization(
            @Nullable String industry, @Nullable String companySize) {}

    /** Where a customer came from. */
    public record Source(@Nullable String channel, @Nullable String campaignId) {}

    Attributes atStage(String other) {
        return new Attributes(kind, other, place, language, person, organization, source);
    }
}
