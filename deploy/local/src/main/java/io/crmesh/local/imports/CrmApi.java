package io.crmesh.local.imports;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP client of the public API, with retries. It repeats a request under the same Idempotency-Key when the connection
 * fails, an answer is lost, or a service is busy, so an outage only delays the import.
 */
final class CrmApi {

    /** Refusal of a request, or an outage of more than five minutes. */
    static final class Refused extends RuntimeException {
        private final int status;

        Refused(String message) {
            this(message, 0);
        }

        Refused(String message, int status) {
            super(message);
            this.status = status;
        }

        /** Whether another change came first, so that the record must be read again. */
        boolean isConflict() {
            return status == 409 || status == 412;
        }
    }

    /** An answer: the record, and its version from the ETag. */
    record Answer(int status, JsonNode body, @Nullable String etag) {}

    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);
    private static final Duration RETRY_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

    /** A repeated request must have the same bytes, because its key is refused for another body. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final URI gateway;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    CrmApi(URI gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    Answer get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, String key, @Nullable String version, Object body) throws InterruptedException {
        var request = request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return send(version == null ? request : request.header("If-Match", version));
    }

    Answer upload(String path, String key, String csv) throws InterruptedException {
        return send(request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv)));
    }

    /** A whole list as CSV, to be read line by line and closed. */
    InputStream export(String path) throws IOException, InterruptedException {
        var answer = http.send(
                request(path)
                        .header("Accept", "text/csv")
                        .timeout(Duration.ofMinutes(10))
                        .GET()
                        .build(),
                BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new Refused("GET " + path + " was answered " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60));
    }

    private Answer send(HttpRequest.Builder builder) throws InterruptedException {
        var request = builder.build();
        var deadline = System.nanoTime() + RETRY_TIMEOUT.toNanos();
        for (var backoff = FIRST_BACKOFF; ; backoff = longer(backoff)) {
            var failure = "";
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                if (!RETRYABLE.contains(answer.statusCode())) {
                    return accepted(request, answer);
                }
                failure = "it is answered " + answer.statusCode();
            } catch (IOException e) {
                failure = "no answer: " + e;
            }
            if (System.nanoTime() > deadline) {
                throw new Refused(request.method() + " " + request.uri().getPath() + " fails for minutes, " + failure);
            }
            Thread.sleep(backoff);
        }
    }

    private static Duration longer(Duration backoff) {
        var doubled = backoff.multipliedBy(2);
        return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    }

    private static Answer accepted(HttpRequest request, HttpResponse<String> answer) {
        if (answer.statusCode() >= 400) {
            throw new Refused(
                    "%s %s was answered %d: %s"
                            .formatted(request.method(), request.uri().getPath(), answer.statusCode(), answer.body()),
                    answer.statusCode());
        }
        var body = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        return new Answer(
                answer.statusCode(), body, answer.headers().firstValue("ETag").orElse(null));
    }
}
