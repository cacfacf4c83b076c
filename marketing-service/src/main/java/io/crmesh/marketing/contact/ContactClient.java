package io.crmesh.marketing.contact;

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
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * REST client of customer-service: it asks whether and where a customer may be written to, at the moment of writing. An
 * address is used and not stored. While customer-service is away, no mail is sent.
 */
@Component
public class ContactClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_CONCURRENT_CALLS = 32;

    /** What customer-service answers. */
    record Answer(
            boolean allowed,
            @Nullable String reason,
            @Nullable String address,
            @Nullable String name,
            @Nullable String language) {}

    private final ServiceSettings services;
    private final RestClient http;
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "customers",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(10)
                    .waitDurationInOpenState(Duration.ofSeconds(3))
                    .ignoreExceptions(HttpClientErrorException.class)
                    .build());
    private final Bulkhead bulkhead = Bulkhead.of(
            "customers",
            BulkheadConfig.custom()
                    .maxConcurrentCalls(MOST_CONCURRENT_CALLS)
                    .maxWaitDuration(Duration.ZERO)
                    .build());

    ContactClient(ServiceSettings services, ServiceTokens tokens) {
        this.services = services;
        this.http = RestClient.builder()
                .requestFactory(new OutgoingRequests(CONNECT_TIMEOUT, READ_TIMEOUT))
                .requestInterceptor(tokens)
                .build();
    }

    public Contact ask(String customer, String purpose, String channel) {
        try {
            var answer = protectedCall(() -> http.get()
                    .uri(
                            base() + "/internal/customers/{id}/contact?purpose={purpose}&channel={channel}",
                            customer,
                            purpose,
                            channel)
                    .retrieve()
                    .body(Answer.class));
            return answer == null ? new Contact.NoAnswer() : read(answer);
        } catch (HttpClientErrorException e) {
            return isGone(e) ? new Contact.Refused("NO_CUSTOMER") : new Contact.NoAnswer();
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException _) {
            return new Contact.NoAnswer();
        }
    }

    /** Withdraws a customer's consent; answers whether customer-service did so. */
    public boolean withdraw(String customer, String purpose, String channel, String key) {
        try {
            var done = protectedCall(() -> http.post()
                    .uri(
                            base() + "/internal/customers/{id}/consents/{purpose}/{channel}/withdraw",
                            customer,
                            purpose,
                            channel)
                    .header("Idempotency-Key", key)
                    .retrieve()
                    .toBodilessEntity());
            return done != null;
        } catch (HttpClientErrorException e) {
            return isGone(e); // there is no such customer any more
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException _) {
            return false;
        }
    }

    private <T> @Nullable T protectedCall(Supplier<@Nullable T> call) {
        return breaker.executeSupplier(() -> bulkhead.executeSupplier(call));
    }

    private URI base() {
        return services.service("customers");
    }

    private static boolean isGone(HttpClientErrorException e) {
        return e.getStatusCode().equals(HttpStatus.NOT_FOUND)
                || e.getStatusCode().equals(HttpStatus.GONE);
    }

    private static Contact read(Answer answer) {
        if (!answer.allowed()) {
            return new Contact.Refused(
                    switch (Objects.requireNonNullElse(answer.reason(), "")) {
                        case "ERASED" -> "ERASED";
                        case "NO_ADDRESS" -> "BAD_ADDRESS";
                        case "ADDRESS_WITHDRAWN" -> "ADDRESS_WITHDRAWN";
                        default -> "CONSENT"; // never given, withdrawn, or refused for a reason that is not known here
                    });
        }
        return answer.address() == null || answer.address().isBlank()
                ? new Contact.Refused("BAD_ADDRESS")
                : new Contact.Allowed(
                        answer.address(),
                        Objects.requireNonNullElse(answer.name(), ""),
                        Objects.requireNonNullElse(answer.language(), ""));
    }
}
