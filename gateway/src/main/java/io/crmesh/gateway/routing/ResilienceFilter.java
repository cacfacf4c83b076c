package io.crmesh.gateway.routing;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.problem.RejectedRequest;
import io.crmesh.gateway.resilience.Bulkhead;
import io.crmesh.gateway.resilience.CircuitBreakerSettings;
import io.crmesh.gateway.resilience.ConnectRetry;
import io.crmesh.web.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Filter in front of one service: bulkhead, circuit breaker and connect retry. It turns failures of the service into
 * problems. The bulkhead comes first, because a full service has not failed.
 */
final class ResilienceFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(ResilienceFilter.class);

    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final ConnectRetry retry;
    private final long openSeconds;
    private final Problems problems;

    ResilienceFilter(
            Bulkhead bulkhead,
            CircuitBreaker breaker,
            ConnectRetry retry,
            CircuitBreakerSettings settings,
            Problems problems) {
        this.bulkhead = bulkhead;
        this.breaker = breaker;
        this.retry = retry;
        this.openSeconds = settings.retryAfterSeconds();
        this.problems = problems;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        var permit = bulkhead.tryAcquire(request.servletRequest());
        if (permit.isEmpty()) {
            return problems.answer(
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "The service is busy; try again later"), 1);
        }
        ServerResponse answer = null;
        try {
            answer = call(request, next);
        } finally {
            if (answer instanceof RelayedResponse streamed) {
                streamed.onCompletion(permit.get()::release);
            } else {
                permit.get().release();
            }
        }
        return answer;
    }

    private ServerResponse call(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        try {
            return breaker.executeCallable(() -> retry.call(request, next));
        } catch (RejectedRequest rejected) {
            return problems.answer(rejected.problem());
        } catch (CallNotPermittedException _) {
            return problems.answer(Problems.UNAVAILABLE, openSeconds);
        } catch (ResourceAccessException e) {
            log.warn("{} failed: {}", breaker.getName(), String.valueOf(e.getCause()));
            return answer(e);
        }
    }

    private ServerResponse answer(ResourceAccessException e) {
        return switch (e.getCause()) {
            case ConnectException _, ConnectTimeoutException _, NoRouteToHostException _, UnknownHostException _ ->
                problems.answer(Problems.UNAVAILABLE, 1);
            case SocketTimeoutException _ -> problems.answer(Problem.of(HttpStatus.GATEWAY_TIMEOUT));
            case null, default -> problems.answer(Problem.of(HttpStatus.BAD_GATEWAY));
        };
    }
}
