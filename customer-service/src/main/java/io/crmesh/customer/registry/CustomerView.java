package io.crmesh.customer.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer as people and programs see it.
 *
 * @param provenance which fields say something, and so also whether there is an address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CustomerView(
        @RecordId String id,
        @Needs("number-lookup:read") CrmNumber crmNumber,
        @Needs("number-lookup:read") List<CrmNumber> aliases,
        @Nullable ExternalId externalId,
        Kind kind,
        Stage stage,
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
                customer.crmNumber(),
                customer.aliases(),
                customer.externalId(),
                customer.kind(),
                customer.stage(),
                customer.profile(),
                customer.source(),
                customer.classification(),
                customer.owner(),
                customer.team(),
                customer.territory(),
                customer.consents(),
                customer.provenance(),
                customer.registeredAt());
    }
}
