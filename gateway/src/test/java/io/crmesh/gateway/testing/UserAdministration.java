package io.crmesh.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client of the API for users, teams and tokens, by default as an administrator. */
public record UserAdministration(TestClient client) {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    public static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.get(path);
    }

    public HttpResponse<String> as(String token, String path) throws IOException, InterruptedException {
        return client.send(client.unauthenticated(path).header("Authorization", "Bearer " + token));
    }

    public HttpResponse<String> post(String token, String path, String body) throws IOException, InterruptedException {
        return post(token, path, body, key());
    }

    public HttpResponse<String> post(String token, String path, String body, String key)
            throws IOException, InterruptedException {
        return client.send(client.unauthenticated(path)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> change(JsonNode user, String body, @Nullable String seen)
            throws IOException, InterruptedException {
        var request = client.to("/api/users/" + user.path("id").asString())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body));
        return client.send(seen == null ? request : request.header("If-Match", seen));
    }

    public HttpResponse<String> clientToken(String name, String secret, String scope)
            throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(UTF_8));
        return client.send(client.unauthenticated("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope)));
    }

    public String newToken(String user, String scope) throws IOException, InterruptedException {
        return makeToken(user, scope).path("token").asString();
    }

    public JsonNode makeToken(String user, String scope) throws IOException, InterruptedException {
        var body = "{\"name\": \"a test\", \"scopes\": [\"%s\"], \"days\": 1}".formatted(scope);
        var made = post(IssuerUnderTest.ADMIN, "/api/users/" + user + "/tokens", body);
        assertThat(made.statusCode()).isEqualTo(201);
        return JSON.readTree(made.body());
    }

    public JsonNode addUser(String role) throws IOException, InterruptedException {
        var added = post(IssuerUnderTest.ADMIN, "/api/users", newUser(role));
        assertThat(added.statusCode()).isEqualTo(201);
        return JSON.readTree(added.body());
    }

    /** Gives a temporary password. */
    public String givePassword(JsonNode user) throws IOException, InterruptedException {
        var temporary = client.send(client.to("/api/users/%s/temporary-password"
                        .formatted(user.path("id").asString()))
                .PUT(BodyPublishers.noBody()));
        assertThat(temporary.statusCode()).isEqualTo(200);
        return json(temporary).path("password").asString();
    }

    public static String newUser(String role) {
        return "{\"username\": \"user-%s\", \"name\": \"Li\", \"roles\": [\"%s\"]}".formatted(key(), role);
    }
}
