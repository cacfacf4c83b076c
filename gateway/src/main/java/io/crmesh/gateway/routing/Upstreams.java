package io.crmesh.gateway.routing;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.springframework.cloud.gateway.server.mvc.common.MvcUtils.GATEWAY_ROUTE_ID_ATTR;

import io.crmesh.gateway.edge.RequestBodySettings;
import io.crmesh.gateway.identity.CallerToken;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.problem.RejectedRequest;
import io.crmesh.gateway.resilience.TimeoutSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Reverse proxy: it carries requests to the services. Each service has its own connection pool, so that a service that
 * hangs cannot use up the connections of others.
 */
@Component
class Upstreams implements ProxyExchange, DisposableBean {

    private final Map<String, Upstream> services;
    private final TimeoutSettings timeouts;
    private final Problems problems;

    Upstreams(Routes routes, TimeoutSettings timeouts, RestClient.Builder clients, Problems problems) {
        this.services = routes.routes().entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, each -> Upstream.of(each.getValue(), timeouts, clients)));
        this.timeouts = timeouts;
        this.problems = problems;
    }

    @Override
    public ServerResponse exchange(Request request) {
        var servlet = request.getServerRequest().servletRequest();
        var service = service(request.getServerRequest());
        var call = (timeouts.isLongRunning(servlet) ? service.longRunning() : service.regular())
                .method(request.getMethod())
                .uri(uri(request, servlet))
                .headers(headers -> copyHeaders(request.getHeaders(), headers));
        if (RequestBodySettings.hasBody(servlet)) {
            call.body(out -> send(servlet, out));
        }
        return call.exchangeForRequiredValue((_, answer) -> stream(request, answer), false);
    }

    /** Services get a token that they can verify, and no cookies of the gateway, however the caller authenticated. */
    private static void copyHeaders(HttpHeaders received, HttpHeaders forwarded) {
        forwarded.putAll(received);
        forwarded.remove(HttpHeaders.AUTHORIZATION);
        forwarded.remove(HttpHeaders.COOKIE);
        CallerToken.current().ifPresent(forwarded::setBearerAuth);
    }

    /**
     * The query is passed on as the caller wrote it. Rebuilt by the gateway, it would mean the same, but not to a
     * cache. A builder would also refuse characters that are allowed there, and repeat the query in the log.
     */
    private static URI uri(Request request, HttpServletRequest servlet) {
        var address = Objects.requireNonNull(request.getUri()).toString().split("\\?", 2)[0];
        var query = servlet.getQueryString();
        return URI.create(query == null ? address : address + "?" + query);
    }

    private Upstream service(ServerRequest request) {
        var route = request.attribute(GATEWAY_ROUTE_ID_ATTR).orElseThrow();
        var service = services.get(route);
        if (service == null) {
            throw new IllegalStateException("There is no service for the route " + route);
        }
        return service;
    }

    /** A caller that breaks off must not count as a failure of the service. */
    private static void send(HttpServletRequest request, OutputStream out) throws IOException {
        var chunk = new byte[8192];
        var body = request.getInputStream();
        for (int n = read(body, chunk); n >= 0; n = read(body, chunk)) {
            out.write(chunk, 0, n);
        }
    }

    private static int read(InputStream body, byte[] chunk) {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw RejectedRequest.because(e);
        }
    }

    private RelayedResponse stream(Request request, ClientHttpResponse answer) throws IOException {
        var relayed = new RelayedResponse(answer, problems);
        var exchanged = new ExchangeResponse(answer.getStatusCode(), answer.getHeaders(), new HashMap<>());
        request.getResponseConsumers().forEach(each -> each.accept(exchanged, relayed));
        return relayed;
    }

    @Override
    public void destroy() {
        services.values().forEach(Upstream::close);
    }

    private record ExchangeResponse(
            HttpStatusCode getStatusCode, HttpHeaders getHeaders, Map<String, Object> getAttributes)
            implements Response {}
}
