package io.crmesh.gateway.routing;

import io.crmesh.gateway.identity.Needs;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller that shows the circuit breakers of this gateway: which services it calls now, and how they answer. */
@RestController
class BreakerController {

    /**
     * The circuit breaker of one service.
     *
     * @param state CLOSED lets calls through, OPEN refuses them, HALF_OPEN tries a few
     * @param calls how many of the last calls are counted
     * @param failed how many of them failed
     * @param failureRate the percentage that failed; null until there were enough calls to decide
     * @param refused how many calls were refused in the present state
     */
    record BreakerView(
            String name,
            CircuitBreaker.State state,
            int calls,
            int failed,
            @Nullable Integer failureRate,
            long refused) {

        static BreakerView of(CircuitBreaker breaker) {
            var metrics = breaker.getMetrics();
            return new BreakerView(
                    breaker.getName(),
                    breaker.getState(),
                    metrics.getNumberOfBufferedCalls(),
                    metrics.getNumberOfFailedCalls(),
                    metrics.getFailureRate() < 0 ? null : Math.round(metrics.getFailureRate()),
                    metrics.getNumberOfNotPermittedCalls());
        }
    }

    record BreakersView(List<BreakerView> items) {}

    private final Routes routes;
    private final CircuitBreakerRegistry breakers;

    BreakerController(Routes routes, CircuitBreakerRegistry breakers) {
        this.routes = routes;
        this.breakers = breakers;
    }

    /** Each gateway has its own, because each makes its own calls. */
    @GetMapping("/api/system/breakers")
    @Needs("operations:read")
    BreakersView list() {
        return new BreakersView(routes.routes().keySet().stream()
                .sorted()
                .flatMap(name -> breakers.find(name).stream())
                .map(BreakerView::of)
                .toList());
    }
}
