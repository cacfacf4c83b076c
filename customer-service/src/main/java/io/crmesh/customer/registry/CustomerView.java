package io.crmesh.customer.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer as users and clients see it.
 *
 * @param provenance which fields are filled, and so also whether there is an address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CustomerView(
        @RecordId String id,
        @Needs("number-lookup:read") CrmNumber crmNumber,
        @Needs("number-lookup:read") @Nullable String crmNumberReason,
        @Needs("number-lookup:read") List<CrmNumber> aliases,
        @Nullable ExternalId externalId,
        Kind kind,
        Stage stage,
        @Nullable String stageEvidence,
        Instant stageSince,
        @JsonUnwrapped Profile profile,
        @Nullable Source source,
        @Nullable String classification,
        @Nullable String owner,
        @Nullable String team,
        @Nullable String territory,
        List<Consent> consents,
        @Needs("contact:read") List<Provenance> provenance,
        Instant registeredAt) {

    static CustomerView of(Customer customer) {
        return new CustomerView(
                customer.id(),
                customer.identity().crmNumber(),
                customer.identity().crmNumberReason(),
                customer.identity().aliases(),
                customer.identity().externalId(),
                customer.kind(),
                customer.lifecycle().stage(),
                customer.lifecycle().stageEvidence(),
                customer.lifecycle().stageSince(),
                customer.profile(),
                customer.lifecycle().source(),
                customer.lifecycle().classification(),
                customer.ownership().owner(),
                customer.ownership().team(),
                customer.ownership().territory(),
                customer.consents(),
                customer.provenance(),
                customer.lifecycle().registeredAt());
    }
}
