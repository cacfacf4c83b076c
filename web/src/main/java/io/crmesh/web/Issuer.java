package io.crmesh.web;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of the token issuer, which describes itself by OpenID Connect Discovery; it is called when it is first needed.
 */
public class Issuer {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String uri;
    private final Supplier<HttpClient> http = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build());
    private volatile @Nullable JsonNode description;

    public Issuer(URI uri) {
        this.uri = uri.toString().replaceAll("/$", "");
    }

    /** The issuer's name in tokens. */
    public String name() {
        return uri;
    }

    public JWKSet keys() throws IOException {
        try {
            return JWKSet.parse(get(place("jwks_uri")));
        } catch (ParseException e) {
            throw new IOException("The issuer's keys cannot be read", e);
        }
    }

    public URI tokens() throws IOException {
        return place("token_endpoint");
    }

    private URI place(String name) throws IOException {
        var known = description;
        if (known == null) {
            known = describe();
            description = known;
        }
        return URI.create(known.path(name).asString());
    }

    private JsonNode describe() throws IOException {
        try {
            var described = JSON.readTree(get(URI.create(uri + "/.well-known/openid-configuration")));
            if (!described.path("issuer").asString("").replaceAll("/$", "").equals(uri)) {
                throw new IOException("The issuer says it is another one");
            }
            return described;
        } catch (JacksonException e) {
            throw new IOException("The issuer's description cannot be read", e);
        }
    }

    private String get(URI place) throws IOException {
        return answer(HttpRequest.newBuilder(place));
    }

    /**
     * The body of a 200 answer; any other answer is an {@link IOException} whose message contains nothing of the
     * request.
     */
    public String answer(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.get()
                    .send(request.timeout(TIMEOUT).build(), BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
            if (answer.statusCode() != 200) {
                throw new IOException("The issuer answers " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
