package io.crmesh.customer.registry.profile;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.text.Codes;
import io.crmesh.customer.text.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a customer as a caller or a file gives them. A registration may give all of them; a change only those of
 * the {@link Profile}.
 *
 * @param defaultRegion the country in whose format telephone numbers are written, where no address names one
 * @param crmNumberReason why a number is chosen by hand
 * @param birthday where the year is not known, {@code --MM-DD}
 * @param registeredAt when the customer became known, if that was before now
 */
public record CustomerFields(
        @Nullable Kind kind,
        @Nullable Stage stage,
        @Nullable @Valid External externalId,
        @Nullable @Size(max = 20) String crmNumber,
        @Nullable @Size(max = 500) String crmNumberReason,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String owner,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String team,

        @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
        String territory,

        @Nullable @Valid Source source,
        @Nullable @Size(max = 15) List<@Valid @NotNull GivenConsent> consents,

        @Nullable @Pattern(regexp = "[A-Z]{2}", message = "must be a country's two letters")
        String defaultRegion,

        @Nullable Instant registeredAt,
        @Nullable @Valid Name name,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate,
        @Nullable @Size(max = 7) String birthday,
        @Nullable @Min(EARLIEST_BIRTH) @Max(2200) Integer birthYear,
        @Nullable @Size(max = 200) @PlainText String occupation,
        @Nullable @Size(max = 20) List<@Valid @NotNull EmailText> emails,
        @Nullable @Size(max = 20) List<@Valid @NotNull PhoneText> phones,
        @Nullable @Size(max = 20) List<@Valid @NotNull AddressText> addresses,

        @Nullable @Pattern(regexp = "cus_[a-z0-9]{26}", message = "must be the id of a customer")
        String organizationId,

        @Nullable @Size(max = 200) @PlainText String jobTitle,
        @Nullable @Size(max = 100) @PlainText String buyingRole,
        @Nullable @Size(max = 100) @PlainText String industry,
        @Nullable @Size(max = 100) @PlainText String companySize,
        @Nullable @Size(max = 50) List<@NotBlank @PlainText @Size(max = 100) String> preferences,
        @Nullable @Size(max = 50) List<@NotBlank @PlainText @Size(max = 100) String> interests,
        @Nullable @Size(max = 35) String language,
        @Nullable @Size(max = 64) String timeZone,

        @Nullable @Size(max = 50)
        List<
                        @NotBlank @PlainText @Size(max = 64)
                        @Pattern(regexp = "[^|,]*", message = "must not contain | or ,") String>
                tags) {

    /** The first year in which a customer can have been born. */
    static final int EARLIEST_BIRTH = 1850;

    public record External(
            @NotBlank @PlainText @Size(max = 64) String system,
            @NotBlank @PlainText @Size(max = 200) String id) {}

    /**
     * A name, in parts or as a whole. What a person is called follows from its parts where no whole name is given.
     *
     * @param legal the whole name
     */
    public record Name(
            @Nullable @PlainText @Size(max = 100) String given,
            @Nullable @PlainText @Size(max = 100) String middle,
            @Nullable @PlainText @Size(max = 100) String family,
            @Nullable @PlainText @Size(max = 200) String legal,
            @Nullable @PlainText @Size(max = 200) String nickname) {}

    public record EmailText(@NotBlank @Size(max = 320) String value) {}

    public record PhoneText(@NotBlank @Size(max = 40) String e164, Phone.@Nullable Type type) {}

    public record AddressText(
            @Nullable @PlainText(multiline = true, message = "must have no invisible characters") @Size(max = 500)
            String street,

            @Nullable @PlainText @Size(max = 100) String city,
            @Nullable @PlainText @Size(max = 100) String region,
            @Nullable @PlainText @Size(max = 20) String postalCode,
            @Nullable @Size(max = 100) String country) {}

    public static Builder builder() {
        return new Builder();
    }

    /** Builder of fields that are not read from JSON; what is not said is not known. */
    public static final class Builder {

        private @Nullable Kind kind;
        private @Nullable Stage stage;
        private @Nullable External externalId;
        private @Nullable String crmNumber;
        private @Nullable String crmNumberReason;
        private @Nullable String owner;
        private @Nullable String team;
        private @Nullable String territory;
        private @Nullable Source source;
        private @Nullable List<GivenConsent> consents;
        private @Nullable String defaultRegion;
        private @Nullable Instant registeredAt;
        private @Nullable Name name;
        private @Nullable Gender gender;
        private @Nullable LocalDate birthDate;
        private @Nullable String birthday;
        private @Nullable Integer birthYear;
        private @Nullable String occupation;
        private @Nullable List<EmailText> emails;
        private @Nullable List<PhoneText> phones;
        private @Nullable List<AddressText> addresses;
        private @Nullable String organizationId;
        private @Nullable String jobTitle;
        private @Nullable String buyingRole;
        private @Nullable String industry;
        private @Nullable String companySize;
        private @Nullable List<String> preferences;
        private @Nullable List<String> interests;
        private @Nullable String language;
        private @Nullable String timeZone;
        private @Nullable List<String> tags;

        private Builder() {}

        public Builder kind(@Nullable Kind value) {
            kind = value;
            return this;
        }

        public Builder stage(@Nullable Stage value) {
            stage = value;
            return this;
        }

        public Builder externalId(@Nullable External value) {
            externalId = value;
            return this;
        }

        public Builder crmNumber(@Nullable String value) {
            crmNumber = value;
            return this;
        }

        public Builder crmNumberReason(@Nullable String value) {
            crmNumberReason = value;
            return this;
        }

        public Builder owner(@Nullable String value) {
            owner = value;
            return this;
        }

        public Builder team(@Nullable String value) {
            team = value;
            return this;
        }

        public Builder territory(@Nullable String value) {
            territory = value;
            return this;
        }

        public Builder source(@Nullable Source value) {
            source = value;
            return this;
        }

        public Builder consents(@Nullable List<GivenConsent> value) {
            consents = value;
            return this;
        }

        public Builder defaultRegion(@Nullable String value) {
            defaultRegion = value;
            return this;
        }

        public Builder registeredAt(@Nullable Instant value) {
            registeredAt = value;
            return this;
        }

        public Builder name(@Nullable Name value) {
            name = value;
            return this;
        }

        public Builder gender(@Nullable Gender value) {
            gender = value;
            return this;
        }

        public Builder birthDate(@Nullable LocalDate value) {
            birthDate = value;
            return this;
        }

        public Builder birthday(@Nullable String value) {
            birthday = value;
            return this;
        }

        public Builder birthYear(@Nullable Integer value) {
            birthYear = value;
            return this;
        }

        public Builder occupation(@Nullable String value) {
            occupation = value;
            return this;
        }

        public Builder emails(@Nullable List<EmailText> value) {
            emails = value;
            return this;
        }

        public Builder phones(@Nullable List<PhoneText> value) {
            phones = value;
            return this;
        }

        public Builder addresses(@Nullable List<AddressText> value) {
            addresses = value;
            return this;
        }

        public Builder organizationId(@Nullable String value) {
            organizationId = value;
            return this;
        }

        public Builder jobTitle(@Nullable String value) {
            jobTitle = value;
            return this;
        }

        public Builder buyingRole(@Nullable String value) {
            buyingRole = value;
            return this;
        }

        public Builder industry(@Nullable String value) {
            industry = value;
            return this;
        }

        public Builder companySize(@Nullable String value) {
            companySize = value;
            return this;
        }

        public Builder preferences(@Nullable List<String> value) {
            preferences = value;
            return this;
        }

        public Builder interests(@Nullable List<String> value) {
            interests = value;
            return this;
        }

        public Builder language(@Nullable String value) {
            language = value;
            return this;
        }

        public Builder timeZone(@Nullable String value) {
            timeZone = value;
            return this;
        }

        public Builder tags(@Nullable List<String> value) {
            tags = value;
            return this;
        }

        public CustomerFields build() {
            return new CustomerFields(
                    kind,
                    stage,
                    externalId,
                    crmNumber,
                    crmNumberReason,
                    owner,
                    team,
                    territory,
                    source,
                    consents,
                    defaultRegion,
                    registeredAt,
                    name,
                    gender,
                    birthDate,
                    birthday,
                    birthYear,
                    occupation,
                    emails,
                    phones,
                    addresses,
                    organizationId,
                    jobTitle,
                    buyingRole,
                    industry,
                    companySize,
                    preferences,
                    interests,
                    language,
                    timeZone,
                    tags);
        }
    }
}
