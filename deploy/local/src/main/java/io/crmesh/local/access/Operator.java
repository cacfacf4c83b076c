package io.crmesh.local.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP client of the gateway as the operator: makes tokens and passwords for users. The operator is the owner of this
 * machine, who may read the operator's secret.
 */
public final class Operator {

    /** The OAuth client id of the operator; its secret is in a file of this name. */
    public static final String NAME = "operator";

    /** The administrator that every installation begins with. */
    public static final String ADMINISTRATOR = "usr_admin";

    /** Failure of a request, with a message for the user. */
    public static final class RequestFailed extends RuntimeException {
        public RequestFailed(String message) {
            super(message);
        }
    }

    /** A personal access token, and the id to revoke it by. */
    public record Token(String user, String id, String value, String endsAt) {}

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI gateway;
    private final Path secrets;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Operator(URI gateway, Path secrets) {
        this.gateway = gateway;
        this.secrets = secrets;
    }

    /** Makes a token for a user. */
    public Token token(String user, String name, Set<String> scopes, int days) throws InterruptedException {
        var body = JSON.writeValueAsString(Map.of("name", name, "scopes", scopes, "days", days));
        var made = send(request("/api/users/" + user + "/tokens")
                .header("Authorization", "Bearer " + signIn("users:write"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        return new Token(
                user,
                made.path("id").asString(),
                made.path("token").asString(),
                made.path("expiresAt").asString());
    }

    /** Whether the gateway still takes this token. */
    public boolean takes(String token) throws InterruptedException {
        return answer(request("/api/users/me").header("Authorization", "Bearer " + token))
                        .statusCode()
                == 200;
    }

    public void revoke(Token token) throws InterruptedException {
        var _ = send(request("/api/users/%s/tokens/%s".formatted(token.user(), token.id()))
                .header("Authorization", "Bearer " + signIn("users:write"))
                .DELETE());
    }

    /** A password that a user has to change with the first use. */
    public record Password(String username, String value, String endsAt) {}

    /** Whether a user has no password yet, and so cannot sign in with a browser. */
    public boolean hasNoPassword(String user) throws InterruptedException {
        var found = send(request("/api/users/" + user).header("Authorization", "Bearer " + signIn("users:read")));
        return found.path("password").asString("").equals("NONE");
    }

    /** Gives a user another password. */
    public Password password(String user) throws InterruptedException {
        var given = send(request("/api/users/%s/temporary-password".formatted(user))
                .header("Authorization", "Bearer " + signIn("users:write"))
                .PUT(BodyPublishers.noBody()));
        return new Password(
                given.path("username").asString(),
                given.path("password").asString(),
                given.path("endsAt").asString());
    }

    /** A short-lived access token of the operator, which the services accept, too. */
    public String signIn(String scope) throws InterruptedException {
        var basic = Base64.getEncoder().encodeToString((NAME + ":" + secret()).getBytes(UTF_8));
        var answer = send(request("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope)));
        return answer.path("access_token").asString();
    }

    /** The body of a GET; empty if the answer is 404. */
    public Optional<JsonNode> find(String path, String token) throws InterruptedException {
        var answer = answer(request(path).header("Authorization", "Bearer " + token));
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(body(answer));
    }

    private String secret() {
        if (!isPrivate(gateway)) {
            throw new RequestFailed("The operator's secret goes by https only, or stays on this machine; %s is neither."
                    .formatted(gateway));
        }
        var file = secrets.resolve(NAME);
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new RequestFailed("The operator's secret cannot be read from %s; ./crm up makes it.".formatted(file));
        }
    }

    private static boolean isPrivate(URI gateway) {
        return "https".equals(gateway.getScheme()) || (gateway.getHost() != null && isLoopback(gateway.getHost()));
    }

    /** No name but localhost is resolved, because it may stand for another machine the next time. */
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

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT);
    }

    private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
        return body(answer(request));
    }

    private JsonNode body(HttpResponse<String> answer) {
        if (answer.statusCode() >= 400) {
            throw new RequestFailed("%s was answered %d: %s"
                    .formatted(answer.request().uri().getPath(), answer.statusCode(), explained(answer.body())));
        }
        try {
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (JacksonException _) {
            throw new RequestFailed("What answers at %s is no gateway.".formatted(gateway));
        }
    }

    /** The sentence of a problem and the fields that it names; whole answers are for programs. */
    private static String explained(String answer) {
        try {
            var problem = JSON.readTree(answer);
            var text = new StringBuilder(problem.path("detail").asString("no reason was given"));
            for (var error : problem.path("errors")) {
                text.append("%n  %s: %s"
                        .formatted(
                                error.path("field").asString(""),
                                error.path("message").asString("")));
            }
            return text.toString();
        } catch (JacksonException _) {
            return "no reason was given";
        }
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException _) {
            throw new RequestFailed("The gateway does not answer at %s; start it by ./crm up.".formatted(gateway));
        }
    }
}
