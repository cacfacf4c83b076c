package io.crmesh.platform.ownership;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;

/** HTTP client that looks up a customer in customer-service. */
final class CustomerLookup {

    /** The first event of each customer is their registration. */
    private static final long REGISTERED = 1;

    /** The fields that are read from the response. An earlier release of customer-service tells no sequence. */
    record Found(
            @Nullable String owner,
            @Nullable String team,
            @Nullable String state,
            @Nullable Long sequence) {

        KnownCustomer customer(String id) {
            var known = Objects.requireNonNullElse(sequence, REGISTERED);
            return new KnownCustomer(id, owner, team, known, "ERASED".equals(state));
        }
    }

    private final OwnerLookup lookup;

    CustomerLookup(ServiceSettings settings, ServiceTokens serviceTokens) {
        this.lookup = new OwnerLookup("customers", settings, serviceTokens);
    }

    Optional<KnownCustomer> find(String id) {
        return lookup.ask("/internal/customers/{id}", id, (_, response) -> read(id, response));
    }

    private static Optional<KnownCustomer> read(String id, ConvertibleClientHttpResponse response) throws IOException {
        return switch (response.getStatusCode().value()) {
            case 200 -> Optional.ofNullable(response.bodyTo(Found.class)).map(found -> found.customer(id));
            case 404 -> Optional.empty();
            case 410 -> Optional.of(new KnownCustomer(id, null, null, REGISTERED, true));
            default -> throw unexpected(response);
        };
    }

    private static ResourceAccessException unexpected(ClientHttpResponse response) throws IOException {
        return new ResourceAccessException("customer-service answered " + response.getStatusCode());
    }
}
