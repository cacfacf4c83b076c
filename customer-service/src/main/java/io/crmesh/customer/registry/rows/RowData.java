package io.crmesh.customer.registry.rows;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Registration;
import io.crmesh.customer.registry.Registration.ChosenNumber;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.ProfileReader;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Value object: what a row says, read and checked as far as possible without knowing its customer.
 *
 * @param registeredAt when the customer became known, for a customer who is new
 */
record RowData(
        CustomerRow row,
        @Nullable ChosenNumber chosenNumber,
        @Nullable ExternalId externalId,
        Profile profile,
        Instant registeredAt) {

    static RowData of(CustomerRow row, Instant now) {
        var fields = row.fields();
        return new RowData(
                row,
                Registration.number(fields),
                Registration.external(fields),
                ProfileReader.read(fields),
                Registration.registeredAt(fields, now));
    }

    @Nullable
    String customerId() {
        return Texts.stripped(row.customerId());
    }

    @Nullable
    CrmNumber number() {
        return chosenNumber == null ? null : chosenNumber.number();
    }

    /** The name of the organization that the person works for. */
    @Nullable
    String company() {
        return kindOfNew() == Kind.PERSON ? Texts.stripped(row.company()) : null;
    }

    Kind kindOfNew() {
        return Objects.requireNonNullElse(fields().kind(), Kind.PERSON);
    }

    CustomerFields fields() {
        return row.fields();
    }

    Set<String> named() {
        return row.named();
    }

    List<GivenConsent> consents() {
        return Registration.consents(fields());
    }
}
