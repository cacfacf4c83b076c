package io.crmesh.gateway.routing;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.setPath;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.resilience.Bulkhead;
import io.crmesh.gateway.resilience.CircuitBreakerSettings;
import io.crmesh.gateway.resilience.ConnectRetry;
import io.crmesh.gateway.resilience.TimeoutSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Configuration of the routes: each service gets one route to its API and one to its OpenAPI description. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouterFunction<ServerResponse> serviceRoutes(
            Routes routes,
            CircuitBreakerSettings breakerSettings,
            TimeoutSettings timeouts,
            CircuitBreakerRegistry breakers,
            MeterRegistry meters,
            Problems problems) {
        var retry = new ConnectRetry(timeouts.retryBackoff(), Thread::sleep);
        return routes.routes().entrySet().stream()
                .map(each -> {
                    var bulkhead = new Bulkhead(
                            each.getKey(),
                            each.getValue().concurrent(),
                            each.getValue().streams(),
                            meters);
                    var breaker = breakers.circuitBreaker(each.getKey(), breakerSettings.config());
                    var filter = new ResilienceFilter(bulkhead, breaker, retry, breakerSettings, problems);
                    return route(each.getKey(), each.getValue(), filter);
                })
                .reduce(RouterFunction::and)
                .orElseThrow();
    }

    private static RouterFunction<ServerResponse> route(String name, Routes.Route route, ResilienceFilter filter) {
        var api = GatewayRouterFunctions.route(name)
                .route(pathsOf(name, route), http())
                .before(uri(route.uri()))
                .filter(filter)
                .build();
        var description = GatewayRouterFunctions.route(name)
                .GET("/api-docs/" + name, http())
                .before(uri(route.uri()))
                .before(setPath("/v3/api-docs"))
                .filter(filter)
                .build();
        return api.and(description);
    }

    private static RequestPredicate pathsOf(String name, Routes.Route route) {
        var paths = path("/api/" + name + "/**").or(path("/api/audit/" + name + "/**"));
        for (var path : route.paths()) {
            paths = paths.or(path(path));
        }
        return paths;
    }

    /** Responses do not reveal which software the services run. */
    @Bean
    ResponseHttpHeadersFilter removeServerHeaders() {
        return (headers, _) -> {
            var forwarded = new HttpHeaders(headers);
            forwarded.remove(HttpHeaders.SERVER);
            forwarded.remove("X-Powered-By");
            return forwarded;
        };
    }
}
