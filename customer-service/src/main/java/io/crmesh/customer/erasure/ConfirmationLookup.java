package io.crmesh.customer.erasure;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.http.OutgoingRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** HTTP client that asks another service whether it has erased a customer. */
@Component
class ConfirmationLookup {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The part of the answer that we read. */
    record Receipt(Instant erasedAt) {}

    private final ServiceSettings services;
    private final RestClient client;

    ConfirmationLookup(ServiceSettings services, ServiceTokens tokens) {
        this.services = services;
        this.client = RestClient.builder()
                .requestFactory(new OutgoingRequests(TIMEOUT, TIMEOUT))
                .requestInterceptor(tokens)
                .build();
    }

    /**
     * When the service erased the customer.
     *
     * @return empty if it has not yet
     * @throws RestClientException if the service does not answer
     */
    Optional<Instant> erasedAt(String service, String customer) {
        try {
            var url = services.service(service) + "/internal/erasures/{customer}";
            return Optional.ofNullable(
                            client.get().uri(url, customer).retrieve().body(Receipt.class))
                    .map(Receipt::erasedAt);
        } catch (HttpClientErrorException.NotFound _) {
            return Optional.empty();
        }
    }
}
