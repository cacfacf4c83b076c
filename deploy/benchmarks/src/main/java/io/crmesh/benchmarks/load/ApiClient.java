package io.crmesh.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP client of a service's API, for the set-up before a measurement and the reads after it. */
public record ApiClient(URI server, HttpClient http, String authorization) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    public static ApiClient of(URI server) {
        return of(server, Issuer.authorization());
    }

    /** For an installation with its own token issuer. */
    public static ApiClient of(URI server, String authorization) {
        return new ApiClient(server, HttpClient.newHttpClient(), authorization);
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(command(path, body));
    }

    /** A command for a record that was just created. */
    public JsonNode postToNew(String path, String body) throws IOException, InterruptedException {
        return send(command(path, body).header("If-Match", "\"1\""));
    }

    private HttpRequest.Builder command(String path, String body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(
                request.header("Authorization", authorization).timeout(TIMEOUT).build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "%s answered %d: %s".formatted(answer.request().uri(), answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }
}
