package io.crmesh.gateway;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.springframework.cloud.gateway.server.mvc.common.MvcUtils.GATEWAY_ROUTE_ID_ATTR;

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
import org.springframework.web.util.UriComponentsBuilder;

/** Carries requests to the services, each over connections of its own: one that hangs cannot use up those of others. */
@Component
class Upstreams implements ProxyExchange, DisposableBean {

    private final Map<String, Upstream> services;
    private final Patience patience;
    private final Problems problems;

    Upstreams(Routes routes, Patience patience, RestClient.Builder clients, Problems problems) {
        this.services = routes.routes().entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, each -> Upstream.of(each.getValue(), patience, clients)));
        this.patience = patience;
        this.problems = problems;
    }

    @Override
    public ServerResponse exchange(Request request) {
        var servlet = request.getServerRequest().servletRequest();
        var service = service(request.getServerRequest());
        var call = (patience.isLong(servlet) ? service.patient() : service.prompt())
                .method(request.getMethod())
                .uri(address(request, servlet))
                .headers(headers -> pass(request.getHeaders(), headers));
        if (Bodies.comesWith(servlet)) {
            call.body(out -> send(servlet, out));
        }
        return call.exchangeForRequiredValue((_, answer) -> relay(request, answer), false);
    }

    /** Whatever a caller came with, the services get a token that they can check themselves, and no cookies of ours. */
    private static void pass(HttpHeaders asked, HttpHeaders passed) {
        passed.putAll(asked);
        passed.remove(HttpHeaders.AUTHORIZATION);
        passed.remove(HttpHeaders.COOKIE);
        CallersToken.current().ifPresent(passed::setBearerAuth);
    }

    /** The query as it was written; what the gateway makes of it after reading it means the same, but not to a cache. */
    private static URI address(Request request, HttpServletRequest servlet) {
        return UriComponentsBuilder.fromUri(Objects.requireNonNull(request.getUri()))
                .replaceQuery(servlet.getQueryString())
                .build(true)
                .toUri();
    }

    private Upstream service(ServerRequest request) {
        var route = request.attribute(GATEWAY_ROUTE_ID_ATTR).orElseThrow();
        var service = services.get(route);
        if (service == null) {
            throw new IllegalStateException("There is no service for the route " + route);
        }
        return service;
    }

    /** A sender that breaks off must not look like a service that does. */
    private static void send(HttpServletRequest request, OutputStream out) throws IOException {
        var piece = new byte[8192];
        var body = request.getInputStream();
        for (int n = read(body, piece); n >= 0; n = read(body, piece)) {
            out.write(piece, 0, n);
        }
    }

    private static int read(InputStream body, byte[] piece) {
        try {
            return body.read(piece);
        } catch (IOException e) {
            throw Declined.because(e);
        }
    }

    private Relayed relay(Request request, ClientHttpResponse answer) throws IOException {
        var relayed = new Relayed(answer, problems);
        var said = new Said(answer.getStatusCode(), answer.getHeaders(), new HashMap<>());
        request.getResponseConsumers().forEach(each -> each.accept(said, relayed));
        return relayed;
    }

    @Override
    public void destroy() {
        services.values().forEach(Upstream::close);
    }

    private record Said(HttpStatusCode getStatusCode, HttpHeaders getHeaders, Map<String, Object> getAttributes)
            implements Response {}
}
