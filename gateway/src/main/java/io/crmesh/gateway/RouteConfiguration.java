package io.crmesh.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.setPath;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

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

/** Makes the routes out of {@link Routes}: per service one to its API and one to the description of it. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouterFunction<ServerResponse> services(
            Routes routes,
            Breaking breaking,
            Patience patience,
            CircuitBreakerRegistry breakers,
            MeterRegistry meters,
            Problems problems) {
        var again = new Again(patience.refused(), Thread::sleep);
        return routes.routes().entrySet().stream()
                .map(each -> {
                    var places = new Places(each.getKey(), each.getValue(), meters);
                    var breaker = breakers.circuitBreaker(each.getKey(), breaking.config());
                    var guard = new Guard(places, breaker, again, breaking, problems);
                    return route(each.getKey(), each.getValue(), guard);
                })
                .reduce(RouterFunction::and)
                .orElseThrow();
    }

    private static RouterFunction<ServerResponse> route(String name, Routes.Route route, Guard guard) {
        var api = GatewayRouterFunctions.route(name)
                .route(anyOf(name, route), http())
                .before(uri(route.uri()))
                .filter(guard)
                .build();
        var description = GatewayRouterFunctions.route(name)
                .GET("/api-docs/" + name, http())
                .before(uri(route.uri()))
                .before(setPath("/v3/api-docs"))
                .filter(guard)
                .build();
        return api.and(description);
    }

    private static RequestPredicate anyOf(String name, Routes.Route route) {
        RequestPredicate parked = path("/api/" + name + "/parked/**");
        for (var path : route.paths()) {
            parked = parked.or(path(path));
        }
        return parked;
    }

    /** What runs behind us is nobody's business. */
    @Bean
    ResponseHttpHeadersFilter anonymous() {
        return (headers, _) -> {
            var kept = new HttpHeaders(headers);
            kept.remove(HttpHeaders.SERVER);
            kept.remove("X-Powered-By");
            return kept;
        };
    }
}
