package io.crmesh.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Token issuer of this process, for the load generator and for the calls between services. */
public final class Issuer {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private static final class Started {
        static final RSAKey KEY = key();
        static final HttpServer SERVER = start();
        static final String TOKEN = signed("bench", "ADMIN", "crm");
    }

    private Issuer() {}

    public static URI uri() {
        return URI.create("http://127.0.0.1:" + Started.SERVER.getAddress().getPort());
    }

    /** The Authorization header of the load generator, with the rights of an administrator. */
    public static String authorization() {
        return "Bearer " + Started.TOKEN;
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("bench").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String who, String role, String scope) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .subject(who)
                .audience("crm")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("roles", List.of(role))
                .claim("scope", scope)
                .build();
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("bench").build(), claims);
            token.sign(new RSASSASigner(Started.KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var _ = server.createContext("/", Issuer::answer);
            // Virtual threads do not keep the JVM alive after the benchmark.
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var body = switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token",
                 "authorization_endpoint": "%1$s/authorize", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}\
                """.formatted(uri());
            case "/keys" -> new JWKSet(Started.KEY.toPublicJWK()).toString();
            case "/token" ->
                """
                {"access_token": "%s", "token_type": "Bearer", "expires_in": %d}\
                """.formatted(
                                signed("service", "SERVICE", "events:read owners:read contacts:read withdrawals:write"),
                                LIFETIME.toSeconds());
            default -> "";
        };
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
