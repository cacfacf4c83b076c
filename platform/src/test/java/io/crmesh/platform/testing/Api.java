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
 * A service's HTTP interface as its callers meet it: a request, an answer.
 *
 * @param token of whoever asks, if not of the administrator that {@link TestIssuer} signs in
 */
public record Api(MockMvcTester mvc, @Nullable String token) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Api(MockMvcTester mvc) {
        this(mvc, null);
    }

    /** The same for somebody else. */
    public Api as(String other) {
        return new Api(mvc, other);
    }

    /** What came back; {@code body} is an empty object where no JSON did. */
    public record Answer(
            int status,
            @Nullable String etag,
            @Nullable String location,
            String text,
            JsonNode body,
            boolean replayed) {

        public String id() {
            return body.get("id").asString();
        }

        /** The name of the problem, without what all have in common. */
        public String slug() {
            var type = body.get("type").asString();
            return type.substring(type.lastIndexOf(':') + 1);
        }

        /** The first field at fault. */
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

    /** A list's export. */
    public Answer file(String path) {
        return answer(signed(mvc.get().uri(path)).accept("text/csv").exchange());
    }

    /** A request that has not been made before. */
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

    /** A key that nobody used. */
    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** What came back to a request that was made otherwise. */
    public static Answer answer(MvcTestResult result) {
        var response = result.getResponse();
        var text = new String(response.getContentAsByteArray(), UTF_8);
        return new Answer(
                response.getStatus(),
                response.getHeader("ETag"),
                response.getHeader("Location"),
                text,
                text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.createObjectNode(),
                Objects.equals(response.getHeader("Idempotent-Replayed"), "true"));
    }
}
