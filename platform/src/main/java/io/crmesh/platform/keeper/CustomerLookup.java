package io.crmesh.platform.keeper;

import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.web.OutgoingRequests;
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
 * Asks customer-service for a customer whose facts have not arrived here yet. The only request of ours that waits for
 * another service: it waits a second at most, and not at all while that service does not answer.
 */
final class CustomerLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What we read of its answer. */
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

    CustomerLookup(ServiceSettings settings, ServiceTokens signedIn) {
        this.client = RestClient.builder()
                .baseUrl(settings.service("customers").toString())
                .requestFactory(new OutgoingRequests(PATIENCE, PATIENCE))
                .requestInterceptor(signedIn)
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
                .exchangeForRequiredValue((_, answer) -> read(id, answer));
    }

    private static Optional<KnownCustomer> read(
            String id, RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse answer) throws IOException {
        return switch (answer.getStatusCode().value()) {
            case 200 -> Optional.ofNullable(answer.bodyTo(Found.class)).map(found -> found.customer(id));
            case 404 -> Optional.empty();
            case 410 -> Optional.of(new KnownCustomer(id, null, null, true));
            default -> throw unexpected(answer);
        };
    }

    private static ResourceAccessException unexpected(ClientHttpResponse answer) throws IOException {
        return new ResourceAccessException("customer-service answered " + answer.getStatusCode());
    }
}
