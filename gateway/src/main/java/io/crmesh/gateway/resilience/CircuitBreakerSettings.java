package io.crmesh.gateway.resilience;

import io.crmesh.gateway.problem.RejectedRequest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Settings of the circuit breaker of each service: while most calls fail, further calls would only make callers wait.
 *
 * @param window how many of the last calls decide; with fewer calls the circuit breaker stays closed
 * @param failureRate the percentage of failed calls at which it opens
 * @param openDuration how long it stays open before trial calls
 * @param trialCalls how many trial calls decide whether it closes
 */
@Validated
@ConfigurationProperties("crm.circuit-breaker")
public record CircuitBreakerSettings(
        @DefaultValue("20") @Min(1) int window,
        @DefaultValue("50") @Min(1) @Max(100) int failureRate,
        @DefaultValue("5s") @NotNull Duration openDuration,
        @DefaultValue("3") @Min(1) int trialCalls) {

    public CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(window)
                .minimumNumberOfCalls(window)
                .failureRateThreshold(failureRate)
                .waitDurationInOpenState(openDuration)
                .permittedNumberOfCallsInHalfOpenState(trialCalls)
                .recordResult(answer -> answer instanceof ServerResponse it && isFailure(it))
                .ignoreException(RejectedRequest.class::isInstance)
                .build();
    }

    /**
     * A service that says when to try again is alive and chose to refuse: it is busy, or waits for another one. Counted,
     * that would close its other endpoints, too.
     */
    private static boolean isFailure(ServerResponse answer) {
        var isDeliberate = answer.statusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                && answer.headers().containsHeader(HttpHeaders.RETRY_AFTER);
        return answer.statusCode().is5xxServerError() && !isDeliberate;
    }

    /** Value of Retry-After in whole seconds. It is never zero, because that would invite callers to retry at once. */
    public long retryAfterSeconds() {
        return Math.max(1, openDuration.toSeconds());
    }
}
