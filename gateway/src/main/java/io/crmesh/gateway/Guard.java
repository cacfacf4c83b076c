package io.crmesh.gateway;

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
 * Stands before one service: lets in as many as it takes at once, leaves it alone while it mostly fails, and says in our
 * words what went wrong. Places come first, for being full is no failure of the service.
 */
final class Guard implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final Places places;
    private final CircuitBreaker breaker;
    private final Again again;
    private final long rest;
    private final Problems problems;

    Guard(Places places, CircuitBreaker breaker, Again again, Breaking breaking, Problems problems) {
        this.places = places;
        this.breaker = breaker;
        this.again = again;
        this.rest = breaking.restSeconds();
        this.problems = problems;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        var place = places.take(request.servletRequest());
        if (place.isEmpty()) {
            return problems.answer(
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "The service is busy; try again later"), 1);
        }
        ServerResponse answer = null;
        try {
            answer = ask(request, next);
        } finally {
            if (answer instanceof Relayed relayed) {
                relayed.afterwards(place.get()::free);
            } else {
                place.get().free();
            }
        }
        return answer;
    }

    private ServerResponse ask(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        try {
            return breaker.executeCallable(() -> again.ask(request, next));
        } catch (Declined declined) {
            return problems.answer(declined.problem());
        } catch (CallNotPermittedException _) {
            return problems.answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), rest);
        } catch (ResourceAccessException e) {
            log.warn("{} failed: {}", breaker.getName(), String.valueOf(e.getCause()));
            return answer(e);
        }
    }

    private ServerResponse answer(ResourceAccessException e) {
        return switch (e.getCause()) {
            case ConnectException _, ConnectTimeoutException _, NoRouteToHostException _, UnknownHostException _ ->
                problems.answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE), 1);
            case SocketTimeoutException _ -> problems.answer(Problem.of(HttpStatus.GATEWAY_TIMEOUT));
            case null, default -> problems.answer(Problem.of(HttpStatus.BAD_GATEWAY));
        };
    }
}
