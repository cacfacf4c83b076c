package io.crmesh.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * When a service is left alone for a while: it fails so often that asking it only makes callers wait.
 *
 * @param calls the last so many decide, and nothing is decided before there are so many
 * @param failing the percentage of them that fails
 * @param rest how long it is left alone before some try again
 * @param trials how many try again
 */
@Validated
@ConfigurationProperties("crm.breaking")
record Breaking(
        @DefaultValue("20") @Min(1) int calls,
        @DefaultValue("50") @Min(1) @Max(100) int failing,
        @DefaultValue("5s") @NotNull Duration rest,
        @DefaultValue("3") @Min(1) int trials) {

    CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(calls)
                .minimumNumberOfCalls(calls)
                .failureRateThreshold(failing)
                .waitDurationInOpenState(rest)
                .permittedNumberOfCallsInHalfOpenState(trials)
                .recordResult(answer ->
                        answer instanceof ServerResponse it && it.statusCode().is5xxServerError())
                .ignoreException(Declined.class::isInstance)
                .build();
    }

    /** What to tell callers meanwhile; Retry-After counts whole seconds, and zero would be an invitation to hammer. */
    long restSeconds() {
        return Math.max(1, rest.toSeconds());
    }
}
