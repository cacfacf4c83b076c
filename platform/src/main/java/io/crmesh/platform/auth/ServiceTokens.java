package io.crmesh.platform.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.web.Issuer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Interceptor that adds this service's own access token to requests to other services. The token (client credentials)
 * is cached and renewed a minute before it ends, or when three quarters of a shorter lifetime are over.
 */
public final class ServiceTokens implements ClientHttpRequestInterceptor {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    /** @param renewal when the token is due for renewal, by the same clock as its end */
    private record Token(String value, long renewal, long end) {

        static Token of(String value, long begin, Duration lasts) {
            var ahead = lasts.dividedBy(4).compareTo(AHEAD) < 0 ? lasts.dividedBy(4) : AHEAD;
            return new Token(value, begin + lasts.minus(ahead).toNanos(), begin + lasts.toNanos());
        }

        boolean serves() {
            return end - System.nanoTime() > 0;
        }

        boolean isFresh() {
            return renewal - System.nanoTime() > 0;
        }
    }

    /** After a failure there is a pause of a second: otherwise all waiting requests would ask one after the other. */
    private record Failure(IOException cause, long at) {
        boolean isRecent() {
            return System.nanoTime() - at < PAUSE;
        }
    }

    private final Issuer issuer;
    private final String me;
    private final @Nullable Path secrets;
    private final Set<String> scopes;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Token token;
    private volatile @Nullable Failure failure;

    ServiceTokens(Issuer issuer, String me, @Nullable Path secrets, Set<String> scopes) {
        this.issuer = issuer;
        this.me = me;
        this.secrets = secrets;
        this.scopes = scopes;
    }

    @Override
    public ClientHttpResponse intercept(
            org.springframework.http.HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().setBearerAuth(current());
        var answer = execution.execute(request, body);
        if (answer.getStatusCode() == HttpStatus.UNAUTHORIZED) {
            token = null; // the issuer may have new keys
        }
        return answer;
    }

    private String current() throws IOException {
        var known = token;
        if (known != null && known.isFresh()) {
            return known.value();
        }
        asking.lock();
        try {
            return renewed();
        } finally {
            asking.unlock();
        }
    }

    /** While the issuer is away, a token that is due for renewal is still used until it ends. */
    private String renewed() throws IOException {
        var known = token;
        if (known != null && known.isFresh()) {
            return known.value();
        }
        var last = failure;
        if (last == null || !last.isRecent()) {
            try {
                var asked = ask();
                token = asked;
                return asked.value();
            } catch (IOException e) {
                last = new Failure(e, System.nanoTime());
                failure = last;
            }
        }
        if (known != null && known.serves()) {
            return known.value();
        }
        throw new IOException("No token can be had from the issuer", last.cause());
    }

    private Token ask() throws IOException {
        var basic = Base64.getEncoder().encodeToString((me + ":" + encoded(secret())).getBytes(UTF_8));
        var form = "grant_type=client_credentials&scope=" + encoded(String.join(" ", new TreeSet<>(scopes)));
        var begin = System.nanoTime();
        var answer = issuer.answer(HttpRequest.newBuilder(issuer.tokens())
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        try {
            var read = JSON.readTree(answer);
            var lasts = Duration.ofSeconds(read.path("expires_in").asLong(0));
            return Token.of(read.path("access_token").asString(), begin, lasts);
        } catch (JacksonException e) {
            throw new IOException("The issuer's answer cannot be read", e);
        }
    }

    /** The secret is read each time, because it may be replaced while the service runs. */
    private String secret() throws IOException {
        if (secrets == null) {
            throw new IOException("crm.auth.secrets names no folder; set CRM_SECRETS");
        }
        return Files.readString(secrets.resolve(me)).strip();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
