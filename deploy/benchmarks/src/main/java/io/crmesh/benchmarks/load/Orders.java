package io.crmesh.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Requests that place orders of four lines, for many customers in turn, each with its own idempotency key. */
public final class Orders implements Requests {

    private static final String TEMPLATE = "order.json";
    private static final String PATH = "/api/orders";

    private final List<byte[]> bodies;
    private final String host;
    private final String keys = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();

    private Orders(List<byte[]> bodies, String host) {
        this.bodies = bodies;
        this.host = host;
    }

    public static Orders of(List<String> customers, URI server) {
        var template = template();
        var bodies = customers.stream()
                .map(customer -> template.replace("CUSTOMER", customer).getBytes(UTF_8))
                .toList();
        return new Orders(bodies, server.getAuthority());
    }

    /** The body of the request, with CUSTOMER in the place of the customer. */
    public static String template() {
        try (var in = Orders.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException(TEMPLATE + " is part of this module");
            }
            return new String(in.readAllBytes(), UTF_8).replaceAll("\\n\\s*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ClassicHttpRequest next() {
        var mine = number.getAndIncrement();
        var body = bodies.get((int) (mine % bodies.size()));
        var request = new BasicClassicHttpRequest("POST", PATH);
        request.setHeader(HttpHeaders.HOST, host);
        request.setHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        request.setHeader(HttpHeaders.AUTHORIZATION, Issuer.authorization());
        request.setHeader("Idempotency-Key", keys + "-" + mine);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }
}
