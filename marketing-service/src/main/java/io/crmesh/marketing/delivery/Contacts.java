package io.crmesh.marketing.delivery;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.web.OutgoingRequests;
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
 * Asks customer-service whether and where a customer may be written to, at the moment of writing. An address is used and
 * forgotten; while customer-service is away nobody is written to.
 */
@Component
class Contacts {

    private static final Duration CONNECTING = Duration.ofSeconds(1);
    private static final Duration ANSWERING = Duration.ofSeconds(3);
    private static final int AT_A_TIME = 32;

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
                    .maxConcurrentCalls(AT_A_TIME)
                    .maxWaitDuration(Duration.ZERO)
                    .build());

    Contacts(ServiceSettings services, ServiceTokens signedIn) {
        this.services = services;
        this.http = RestClient.builder()
                .requestFactory(new OutgoingRequests(CONNECTING, ANSWERING))
                .requestInterceptor(signedIn)
                .build();
    }

    Contact ask(String customer, String purpose, String channel) {
        try {
            var answer = guarded(() -> http.get()
                    .uri(
                            base() + "/internal/customers/{id}/contact?purpose={purpose}&channel={channel}",
                            customer,
                            purpose,
                            channel)
                    .retrieve()
                    .body(Answer.class));
            return answer == null ? new Contact.NoAnswer() : read(answer);
        } catch (HttpClientErrorException e) {
            return gone(e) ? new Contact.Refused("NO_CUSTOMER") : new Contact.NoAnswer();
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException _) {
            return new Contact.NoAnswer();
        }
    }

    /** Withdraws a customer's consent; whether customer-service took it. */
    boolean withdraw(String customer, String purpose, String channel, String key) {
        try {
            var done = guarded(() -> http.post()
                    .uri(
                            base() + "/internal/customers/{id}/consents/{purpose}/{channel}/withdrawal",
                            customer,
                            purpose,
                            channel)
                    .header("Idempotency-Key", key)
                    .retrieve()
                    .toBodilessEntity());
            return done != null;
        } catch (HttpClientErrorException e) {
            return gone(e); // nobody is there who could be written to
        } catch (RestClientException | CallNotPermittedException | BulkheadFullException _) {
            return false;
        }
    }

    private <T> @Nullable T guarded(Supplier<@Nullable T> call) {
        return breaker.executeSupplier(() -> bulkhead.executeSupplier(call));
    }

    private URI base() {
        return services.service("customers");
    }

    private static boolean gone(HttpClientErrorException e) {
        return e.getStatusCode().equals(HttpStatus.NOT_FOUND)
                || e.getStatusCode().equals(HttpStatus.GONE);
    }

    private static Contact read(Answer answer) {
        if (!answer.allowed()) {
            return new Contact.Refused(
                    switch (Objects.requireNonNullElse(answer.reason(), "")) {
                        case "ERASED" -> "ERASED";
                        case "NO_ADDRESS" -> "BAD_ADDRESS";
                        default -> "CONSENT"; // never given, withdrawn, or refused for a reason that came later
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
