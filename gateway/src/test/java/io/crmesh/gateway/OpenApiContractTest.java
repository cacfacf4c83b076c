package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.contracts.DocumentedApi;
import io.crmesh.contracts.OpenApiFile;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.TestClient;
import io.crmesh.gateway.testing.UserAdministration;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI description of the gateway matches its responses. */
@GatewayTest
class OpenApiContractTest {

    @LocalServerPort
    int port;

    @BeforeEach
    void awaitFirstAdministrator() {
        await().untilAsserted(() ->
                assertThat(client().get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @Test
    void apiEqualsTheReviewedDescription() throws IOException, InterruptedException {
        OpenApiFile.check("gateway", client().get("/description-under-test").body());
    }

    /** The last column is the path in the description. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            GET    | /api/users                          |                                | 200 | /api/users
            GET    | /api/users?limit=0                  |                                | 422 | /api/users
            GET    | /api/users?limit=x                  |                                | 400 | /api/users
            GET    | /api/users/usr_admin                |                                | 200 | /api/users/{id}
            GET    | /api/users/usr_nobody               |                                | 404 | /api/users/{id}
            GET    | /api/users/usr_admin/history        |                                | 200 | /api/users/{id}/history
            GET    | /api/users/usr_nobody/history       |                                | 404 | /api/users/{id}/history
            POST   | /api/users                          | {"roles": "ADMIN"}             | 400 | /api/users
            PATCH  | /api/users/usr_admin                | {"name": "A"}                  | 428 | /api/users/{id}
            PUT    | /api/users/usr_nobody/temporary-password |                           | 404 | /api/users/{user}/temporary-password
            GET    | /api/users/usr_admin/tokens         |                                | 200 | /api/users/{user}/tokens
            POST   | /api/users/usr_admin/tokens         | {"name": "t", "scopes": ["crm"], "days": 1} | 201 | /api/users/{user}/tokens
            POST   | /api/users/usr_admin/tokens         | {"name": "t", "scopes": ["x"]} | 422 | /api/users/{user}/tokens
            DELETE | /api/users/usr_admin/tokens/tok_no  |                                | 404 | /api/users/{user}/tokens/{id}
            GET    | /api/teams                          |                                | 200 | /api/teams
            GET    | /api/teams/tem_none                 |                                | 404 | /api/teams/{id}
            POST   | /api/teams                          | {"name": ""}                   | 422 | /api/teams
            PATCH  | /api/teams/tem_none                 | {"name": "A"}                  | 404 | /api/teams/{id}
            GET    | /api/audit/gateway                  |                                | 200 | /api/audit/gateway
            GET    | /api/audit/gateway/entries          |                                | 200 | /api/audit/gateway/entries
            GET    | /api/audit/gateway/head             |                                | 200 | /api/audit/gateway/head
            GET    | /api/audit/gateway?sort=name        |                                | 422 | /api/audit/gateway
            GET    | /api/audit/gateway?action=TOKEN,X   |                                | 422 | /api/audit/gateway
            GET    | /api/audit/gateway?atFrom=x         |                                | 400 | /api/audit/gateway
            GET    | /api/system/flow                    |                                | 200 | /api/system/flow
            GET    | /api/system/breakers                |                                | 200 | /api/system/breakers
            """)
    void responseIsDescribed(String method, String path, @Nullable String body, int status, String described)
            throws IOException, InterruptedException {
        var answer = send(method, path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        var operation = description().path("paths").path(described).path(method.toLowerCase(Locale.ROOT));
        assertThat(operation.path("summary").asString()).isNotEmpty();
        var responses = operation.path("responses");
        assertThat(responses.has(Integer.toString(status))).isTrue();
        assertThat(responses.path(Integer.toString(status)).path("content").propertyNames())
                .containsExactly(answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void documentExplainsAllAndItsExamplesAreTaken() throws IOException, InterruptedException {
        var document = DocumentedApi.of("gateway");
        assertThat(document.gaps()).isEmpty();
        var paths = new HashMap<>(Map.of("/api/users/{user}/tokens", "/api/users/usr_admin/tokens"));

        for (var example : document.examples()) {
            var answer = client().send(client().to(paths.getOrDefault(example.path(), example.path()))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UserAdministration.key())
                    .header("If-Match", "\"1\"")
                    .method(
                            example.method(),
                            BodyPublishers.ofString(example.body().toString())));

            assertThat(answer.statusCode())
                    .as("%s %s: %s", example.method(), example.path(), answer.body())
                    .isIn(200, 201);
            answer.headers().firstValue("Location").ifPresent(made -> paths.put(example.path() + "/{id}", made));
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return client().send(client().to(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UserAdministration.key())
                .method(method, publisher));
    }

    private JsonNode description() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(client().get("/api-docs/gateway").body());
    }

    private TestClient client() {
        return new TestClient(port);
    }
}
