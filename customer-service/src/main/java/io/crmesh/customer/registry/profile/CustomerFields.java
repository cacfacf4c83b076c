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

    public record Name(
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
            @Nullable @Size(max = 2) String country) {}
}
