package io.crmesh.platform.encryption;

import io.crmesh.platform.encryption.EncryptionSettings.Kms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of the transit engine of a key management service (HashiCorp Vault, OpenBao), which unwraps keys. It is called
 * only when a key file with such keys is read. No message contains requests or answers: both are secret.
 */
final class TransitEngine {

    private static final Pattern KEY = Pattern.compile("((?:[A-Za-z0-9_-]+/)+)([A-Za-z0-9_.-]*[A-Za-z0-9_-])");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable URI place;
    private final Kms settings;
    private final Supplier<HttpClient> http;

    /** @throws IllegalStateException if the settings name no address that may be called; the message says why */
    TransitEngine(Kms settings) {
        this.place = settings.address().isBlank() ? null : place(settings);
        this.settings = settings;
        this.http = SingletonSupplier.of(() -> client(settings.timeout()));
    }

    /**
     * The default SSL context of this Java decides which certificates are trusted. Redirects are not followed: the
     * token is meant for one address.
     */
    private static HttpClient client(Duration timeout) {
        return HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static URI place(Kms settings) {
        var key = KEY.matcher(settings.key());
        if (!key.matches()) {
            throw new IllegalStateException(
                    "CRM_KMS_KEY must be the path of a transit engine and the name of a key in it, such as transit/crm");
        }
        var service = service(settings.address().strip().replaceAll("/+$", ""));
        return URI.create("%s/v1/%sdecrypt/%s".formatted(service, key.group(1), key.group(2)));
    }

    private static URI service(String address) {
        try {
            var uri = new URI(address);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw new IllegalStateException(
                        "CRM_KMS must be an address such as https://vault.example.org:8200, without a user, query or fragment");
            }
            if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri.getHost()))) {
                return uri;
            }
            throw new IllegalStateException(
                    "CRM_KMS must begin with https; http is for this machine only (127.0.0.1, ::1, localhost), because keys come back");
        } catch (URISyntaxException _) {
            throw new IllegalStateException("CRM_KMS is no address"); // it may hold what is not meant for a log
        }
    }

    /**
     * Compares the literal name or address: a name is not resolved, as it may stand for another machine the next time.
     */
    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Unwraps a key.
     *
     * @throws IOException if that fails, with a reason for people that contains no secret
     */
    byte[] unwrap(String wrapped) throws IOException {
        if (place == null) {
            throw new IOException("it is wrapped by a key management service, and none is given: set CRM_KMS");
        }
        var answer = answer(HttpRequest.newBuilder(place)
                .header("X-Vault-Token", token())
                .header("X-Vault-Request", "true")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("ciphertext", wrapped))))
                .build());
        if (answer.statusCode() != 200) {
            throw new IOException("the key management service answers %d: %s"
                    .formatted(answer.statusCode(), meaning(answer.statusCode())));
        }
        return key(answer.body());
    }

    /** The token is read each time: an agent may renew it while the service runs. */
    private String token() throws IOException {
        if (settings.tokenFile().isBlank()) {
            throw new IOException("no token for the key management service is given: set CRM_KMS_TOKEN_FILE");
        }
        var file = Path.of(settings.tokenFile());
        try {
            var token = Files.readString(file).strip();
            if (TOKEN.matcher(token).matches()) {
                return token;
            }
        } catch (IOException e) {
            throw new IOException("the token file %s cannot be read".formatted(file), e);
        }
        throw new IOException("the token file %s holds no token".formatted(file));
    }

    /** The request's own timeout ends with the first line of an answer; this timeout includes the last one. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        var coming = http.get().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        try {
            return coming.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new IOException("the key management service does not answer within %d ms"
                    .formatted(settings.timeout().toMillis()));
        } catch (ExecutionException e) {
            throw unreached(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait for the key management service was interrupted");
        } finally {
            var _ = coming.cancel(true);
        }
    }

    private static IOException unreached(@Nullable Throwable cause) {
        return cause instanceof SSLException
                ? new IOException("the key management service is not trusted, or not reached by TLS: " + cause, cause)
                : new IOException("the key management service cannot be asked: " + cause, cause);
    }

    private String meaning(int status) {
        return switch (status) {
            case 400 ->
                "the key %s is not there, did not wrap this, or takes its version no more".formatted(settings.key());
            case 401, 403 ->
                "the token in %s is wrong, has ended, or may not decrypt by the key %s"
                        .formatted(settings.tokenFile(), settings.key());
            case 404 -> "nothing is at the path of %s".formatted(settings.key());
            case 429 -> "it is asked too often";
            case 501 -> "it is not initialised";
            case 503 -> "it is sealed or down for maintenance";
            default -> status / 100 == 3 ? "it points elsewhere, which is not followed" : "see its own log";
        };
    }

    /** The cause is left out: a text that could not be parsed may be a key. */
    private static byte[] key(String answer) throws IOException {
        try {
            var key = Base64.getDecoder()
                    .decode(JSON.readTree(answer).path("data").path("plaintext").asString(""));
            if (key.length == KeyFile.KEY_BYTES) {
                return key;
            }
        } catch (JacksonException | IllegalArgumentException _) {
            throw new IOException("the answer of the key management service cannot be read");
        }
        throw new IOException("the key management service did not answer with a key of 32 bytes");
    }
}
