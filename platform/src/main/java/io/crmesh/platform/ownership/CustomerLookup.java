package io.crmesh.platform.ownership;

import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.http.OutgoingRequests;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * HTTP client that looks up a customer whose events have not arrived here yet, in customer-service. It is the only
 * request of a service that waits for another service: for a second at most, and not at all while the circuit breaker
 * is open.
 */
final class CustomerLookup {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The fields that are read from the response. */
    record Found(
            @Nullable String owner,
            @Nullable String team,
            @Nullable String state) {

        KnownCustomer customer(String id) {
            return new KnownCustomer(id, owner, team, "ERASED".equals(state));
        }
    }

    private final RestClient client;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    CustomerLookup(ServiceSettings settings, ServiceTokens serviceTokens) {
        this.client = RestClient.builder()
                .baseUrl(settings.service("customers").toString())
                .requestFactory(new OutgoingRequests(TIMEOUT, TIMEOUT))
                .requestInterceptor(serviceTokens)
                .build();
        this.breaker = CircuitBreaker.of(
                "customers",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        this.bulkhead = Bulkhead.of(
                "customers",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(32)
                        .maxWaitDuration(Duration.ofMillis(500))
                        .build());
    }

    Optional<KnownCustomer> find(String id) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> ask(id)));
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException _) {
            throw new Busy("The customer cannot be looked up at the moment", Duration.ofSeconds(2));
        }
    }

    private Optional<KnownCustomer> ask(String id) {
        return client.get()
                .uri("/internal/customers/{id}", id)
                .exchangeForRequiredValue((_, response) -> read(id, response));
    }

    private static Optional<KnownCustomer> read(
            String id, RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response) throws IOException {
        return switch (response.getStatusCode().value()) {
            case 200 -> Optional.ofNullable(response.bodyTo(Found.class)).map(found -> found.customer(id));
            case 404 -> Optional.empty();
            case 410 -> Optional.of(new KnownCustomer(id, null, null, true));
            default -> throw unexpected(response);
        };
    }

    private static ResourceAccessException unexpected(ClientHttpResponse response) throws IOException {
        return new ResourceAccessException("customer-service answered " + response.getStatusCode());
    }
}
