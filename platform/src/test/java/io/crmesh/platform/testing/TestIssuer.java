package io.crmesh.platform.testing;

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
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Test issuer over real HTTP: it describes itself, publishes its key, and issues tokens to clients with a secret. As the
 * gateway does, it also tells who exists: all users and teams but those with {@code nobody} or {@code none} in their id, each
 * with an address at example.org. It fails for ids with {@code broken}.
 * Requests through MockMvc without a token are signed in as the administrator {@code local}.
 */
public final class TestIssuer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final class Started {
        static final RSAKey KEY = key("test");
        static final HttpServer SERVER = start();
        static final Path SECRETS = secrets();
    }

    private static final String INTERNAL = "events:read owners:read contacts:read withdrawals:write";
    private static final AtomicInteger KEYS_FETCHED = new AtomicInteger();

    private static final AtomicInteger TOKENS_GIVEN = new AtomicInteger();
    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

    public static String uri() {
        return "http://127.0.0.1:" + Started.SERVER.getAddress().getPort();
    }

    /** The number of requests for its keys. */
    public static int keysFetched() {
        return KEYS_FETCHED.get();
    }

    /** The number of tokens issued to clients. */
    public static int tokensGiven() {
        return TOKENS_GIVEN.get();
    }

    /** How often it was asked about this user or team. */
    public static long askedFor(String id) {
        return ASKED.stream().filter(id::equals).count();
    }

    /** The token of a user with all permissions. */
    public static String admin() {
        return token("local", "ADMIN");
    }

    public static String token(String who, String... roles) {
        return signed(claims(who, roles).build());
    }

    /** The token of a user with a team. */
    public static String member(String team, String who, String... roles) {
        return signed(claims(who, roles).claim("teams", List.of(team)).build());
    }

    /** The token of one of our services. */
    public static String service(String who, String scopes) {
        return signed(claims(who, "SERVICE").claim("scope", scopes).build());
    }

    /** The claims of a valid token, for tests to change. */
    public static JWTClaimsSet.Builder claims(String who, String... roles) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject(who)
                .audience("crm")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .claim("scope", "crm")
                .claim("roles", List.of(roles));
    }

    public static String signed(JWTClaimsSet claims) {
        return signed(claims, Started.KEY);
    }

    public static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var name = context.getEnvironment().getProperty("spring.application.name", "service");
        write(Started.SECRETS.resolve(name), "secret-of-" + name);
        TestPropertyValues.of(
                        "crm.auth.issuer=" + uri(), "crm.auth.secrets=" + Started.SECRETS, "crm.users.address=" + uri())
                .applyTo(context);
        MockMvcBuilderCustomizer signedIn = builder ->
                builder.defaultRequest(MockMvcRequestBuilders.get("/").with(TestIssuer::signIn));
        context.getBeanFactory().registerSingleton("signedIn", signedIn);
    }

    /** Internal endpoints are called by other services. */
    private static MockHttpServletRequest signIn(MockHttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            var path = Objects.requireNonNullElse(request.getRequestURI(), "");
            var internal = path.startsWith("/internal/events/") || path.startsWith("/internal/customers/");
            request.addHeader(
                    HttpHeaders.AUTHORIZATION, "Bearer " + (internal ? service("service", INTERNAL) : admin()));
        }
        return request;
    }

    private static HttpServer start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var _ = server.createContext("/", TestIssuer::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> send(exchange, """
                            {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token"}""".formatted(uri()));
                case "/keys" -> {
                    KEYS_FETCHED.incrementAndGet();
                    send(exchange, new JWKSet(Started.KEY.toPublicJWK()).toString());
                }
                case "/token" -> give(exchange);
                case "/internal/users/known", "/internal/teams/known" ->
                    tell(exchange, id -> "{\"known\": %s, \"more\": 1}".formatted(exists(id)));
                case "/internal/users/email" ->
                    tell(exchange, id -> exists(id) ? "{\"email\": \"%s@example.org\"}".formatted(id) : "{}");
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static boolean exists(String id) {
        return !id.contains("nobody") && !id.contains("none");
    }

    private static void tell(HttpExchange exchange, UnaryOperator<String> answer) throws IOException {
        var id = exchange.getRequestURI().getQuery().substring("id=".length());
        ASKED.add(id);
        if (id.contains("broken") || exchange.getRequestHeaders().getFirst("Authorization") == null) {
            exchange.sendResponseHeaders(500, -1);
        } else {
            send(exchange, answer.apply(id));
        }
    }

    private static void give(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var scope = Stream.of(form.split("&"))
                .filter(each -> each.startsWith("scope="))
                .map(each -> URLDecoder.decode(each.substring(6), UTF_8))
                .findFirst()
                .orElse("");
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            exchange.sendResponseHeaders(401, -1);
        } else {
            TOKENS_GIVEN.incrementAndGet();
            send(exchange, """
                    {"access_token": "%s", "token_type": "Bearer", "expires_in": 300}""".formatted(service("service", scope)));
        }
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Path secrets() {
        try {
            return Files.createTempDirectory("crmesh-secrets");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
