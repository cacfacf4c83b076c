package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Test client of a service's HTTP API.
 *
 * @param token the caller's token; null means the administrator that {@link TestIssuer} signs in
 */
public record Api(MockMvcTester mvc, @Nullable String token) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Api(MockMvcTester mvc) {
        this(mvc, null);
    }

    /** The same API for another caller. */
    public Api as(String other) {
        return new Api(mvc, other);
    }

    /** The response; {@code body} is an empty object where the answer was not JSON. */
    public record Answer(
            int status,
            @Nullable String etag,
            @Nullable String location,
            String text,
            JsonNode body,
            boolean replayed,
            @Nullable String retryAfter) {

        public Answer(
                int status,
                @Nullable String etag,
                @Nullable String location,
                String text,
                JsonNode body,
                boolean replayed) {
            this(status, etag, location, text, body, replayed, null);
        }

        public String id() {
            return body.get("id").asString();
        }

        /** The slug of the problem. */
        public String slug() {
            var type = body.get("type").asString();
            return type.substring(type.lastIndexOf(':') + 1);
        }

        /** The first invalid field. */
        public String field() {
            return body.get("errors").get(0).get("field").asString();
        }

        @CanIgnoreReturnValue
        public Answer expect(int wanted) {
            assertThat(status).as("%s", text).isEqualTo(wanted);
            return this;
        }
    }

    public Answer get(String path) {
        return answer(signed(mvc.get().uri(path)).exchange());
    }

    /** The export of a list. */
    public Answer file(String path) {
        return answer(signed(mvc.get().uri(path)).accept("text/csv").exchange());
    }

    /** A request under a new idempotency key. */
    public Answer post(String path, String json) {
        return post(path, key(), json);
    }

    public Answer post(String path, String key, String json) {
        return answer(signed(mvc.post().uri(path))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange());
    }

    /** A change to an existing record. */
    public Answer send(HttpMethod method, String path, @Nullable String version, String json) {
        var request = signed(mvc.method(method).uri(path))
                .header("Idempotency-Key", key())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
        return answer((version == null ? request : request.header("If-Match", version)).exchange());
    }

    private MockMvcRequestBuilder signed(MockMvcRequestBuilder request) {
        return token == null ? request : request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    /** A new idempotency key. */
    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** The response to a request that was built otherwise. */
    public static Answer answer(MvcTestResult result) {
        var response = result.getResponse();
        var text = new String(response.getContentAsByteArray(), UTF_8);
        return new Answer(
                response.getStatus(),
                response.getHeader("ETag"),
                response.getHeader("Location"),
                text,
                text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.createObjectNode(),
                Objects.equals(response.getHeader("Idempotent-Replayed"), "true"),
                response.getHeader("Retry-After"));
    }
}
