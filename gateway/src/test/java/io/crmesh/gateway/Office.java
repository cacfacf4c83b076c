package io.crmesh.gateway;

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

/** Where users, teams and tokens are looked after; an administrator, unless it says who else. */
record Office(Browser browser) {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String key() {
        return "key-" + KEYS.incrementAndGet();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.get(path);
    }

    HttpResponse<String> as(String token, String path) throws IOException, InterruptedException {
        return browser.send(browser.strange(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String token, String path, String body) throws IOException, InterruptedException {
        return post(token, path, body, key());
    }

    HttpResponse<String> post(String token, String path, String body, String key)
            throws IOException, InterruptedException {
        return browser.send(browser.strange(path)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> change(JsonNode user, String body, @Nullable String seen)
            throws IOException, InterruptedException {
        var request = browser.to("/api/users/" + user.path("id").asString())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body));
        return browser.send(seen == null ? request : request.header("If-Match", seen));
    }

    HttpResponse<String> program(String name, String secret, String scope) throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(UTF_8));
        return browser.send(browser.strange("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope)));
    }

    String newToken(String user, String scope) throws IOException, InterruptedException {
        return makeToken(user, scope).path("token").asString();
    }

    JsonNode makeToken(String user, String scope) throws IOException, InterruptedException {
        var wish = "{\"name\": \"a test\", \"scopes\": [\"%s\"], \"days\": 1}".formatted(scope);
        var made = post(SignedInTests.ADMIN, "/api/users/" + user + "/tokens", wish);
        assertThat(made.statusCode()).isEqualTo(201);
        return JSON.readTree(made.body());
    }

    JsonNode addUser(String role) throws IOException, InterruptedException {
        var added = post(SignedInTests.ADMIN, "/api/users", newUser(role));
        assertThat(added.statusCode()).isEqualTo(201);
        return JSON.readTree(added.body());
    }

    /** A password that they have to change. */
    String givePassword(JsonNode user) throws IOException, InterruptedException {
        var given = browser.send(browser.to("/api/users/%s/temporary-password"
                        .formatted(user.path("id").asString()))
                .PUT(BodyPublishers.noBody()));
        assertThat(given.statusCode()).isEqualTo(200);
        return json(given).path("password").asString();
    }

    static String newUser(String role) {
        return "{\"username\": \"user-%s\", \"name\": \"Li\", \"roles\": [\"%s\"]}".formatted(key(), role);
    }
}
