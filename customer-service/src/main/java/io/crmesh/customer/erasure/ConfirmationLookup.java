package io.crmesh.customer.erasure;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.web.OutgoingRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks another service whether it has erased somebody. */
@Component
class ConfirmationLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What we read of its answer. */
    record Receipt(Instant erasedAt) {}

    private final ServiceSettings services;
    private final RestClient client;

    ConfirmationLookup(ServiceSettings services, ServiceTokens signedIn) {
        this.services = services;
        this.client = RestClient.builder()
                .requestFactory(new OutgoingRequests(PATIENCE, PATIENCE))
                .requestInterceptor(signedIn)
                .build();
    }

    /**
     * When it did.
     *
     * @return nothing if it has not yet
     * @throws RestClientException if it does not answer
     */
    Optional<Instant> erasedAt(String service, String customer) {
        try {
            var address = services.service(service) + "/internal/erasures/{customer}";
            return Optional.ofNullable(
                            client.get().uri(address, customer).retrieve().body(Receipt.class))
                    .map(Receipt::erasedAt);
        } catch (HttpClientErrorException.NotFound _) {
            return Optional.empty();
        }
    }
}
