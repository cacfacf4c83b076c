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

/** The API of a service, for what must be there before anything is measured and what is read afterwards. */
public record Json(URI server, HttpClient http, String authorization) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static Json of(URI server) {
        return of(server, Issuer.authorization());
    }

    /** Of an installation that has an issuer of its own. */
    public static Json of(URI server, String authorization) {
        return new Json(server, HttpClient.newHttpClient(), authorization);
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(command(path, body));
    }

    /** A command about a record that was just made. */
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
                request.header("Authorization", authorization).timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "%s answered %d: %s".formatted(answer.request().uri(), answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }
}
