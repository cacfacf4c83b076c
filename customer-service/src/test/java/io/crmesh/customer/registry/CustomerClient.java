package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** HTTP client of the service. */
record CustomerClient(MockMvcTester mvc) {

    record Answer(int status, @Nullable String etag, JsonNode body, boolean replayed) {
        String id() {
            return body.get("id").asString();
        }

        String number() {
            return body.get("crmNumber").asString();
        }

        String slug() {
            return body.get("type").asString();
        }

        String field() {
            return body.get("errors").get(0).get("field").asString();
        }

        @CanIgnoreReturnValue
        Answer expect(int wanted) {
            assertThat(status).as("%s", body).isEqualTo(wanted);
            return this;
        }
    }

    Answer get(String path) {
        return answer(mvc.get().uri(URI.create(path.replace(" ", "%20"))).exchange());
    }

    Answer post(String path, String key, String json) {
        return answer(mvc.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange());
    }

    Answer register(String json) {
        return post("/api/customers", key(), json);
    }

    Answer send(HttpMethod method, String path, @Nullable String version, String json) {
        var request = mvc.method(method)
                .uri(path)
                .header("Idempotency-Key", key())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
        return answer((version == null ? request : request.header("If-Match", version)).exchange());
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    private static Answer answer(MvcTestResult result) {
        var response = result.getResponse();
        var bytes = response.getContentAsByteArray();
        return new Answer(
                response.getStatus(),
                response.getHeader("ETag"),
                bytes.length == 0 ? SampleCustomer.JSON.createObjectNode() : SampleCustomer.JSON.readTree(bytes),
                Objects.equals(response.getHeader("Idempotent-Replayed"), "true"));
    }
}
