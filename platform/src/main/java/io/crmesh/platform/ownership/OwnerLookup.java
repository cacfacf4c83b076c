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
import java.net.URI;
import java.time.Duration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.RequiredValueExchangeFunction;
import org.springframework.web.client.RestClientException;

/**
 * HTTP client that looks up a record whose events have not arrived here yet, in the service that owns it. It is the only
 * request of a service that waits for another service: for a second at most, and not at all while the circuit breaker
 * is open.
 */
public final class OwnerLookup {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final RestClient client;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    /**
     * A client of one service.
     *
     * @param owner the service that is asked, such as {@code customers}
     */
    public OwnerLookup(String owner, ServiceSettings settings, ServiceTokens serviceTokens) {
        this(owner, settings.service(owner), serviceTokens);
    }

    /**
     * A client of one service at this address.
     *
     * @param owner the name of the service
     */
    OwnerLookup(String owner, URI address, ServiceTokens serviceTokens) {
        this.client = RestClient.builder()
                .baseUrl(address.toString())
                .requestFactory(new OutgoingRequests(TIMEOUT, TIMEOUT))
                .requestInterceptor(serviceTokens)
                .build();
        this.breaker = CircuitBreaker.of(
                owner,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        this.bulkhead = Bulkhead.of(
                owner,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(32)
                        .maxWaitDuration(Duration.ofMillis(500))
                        .build());
    }

    /**
     * What the owner answers at this path, with the id in its braces.
     *
     * @param read reads the answer, and throws a {@link RestClientException} where it is none
     * @throws Busy if there is no answer now
     */
    public <T> T ask(String path, String id, RequiredValueExchangeFunction<T> read) {
        try {
            return bulkhead.executeSupplier(() ->
                    breaker.executeSupplier(() -> client.get().uri(path, id).exchangeForRequiredValue(read)));
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException _) {
            throw new Busy("A record that this is about cannot be looked up at the moment", Duration.ofSeconds(2));
        }
    }
}
