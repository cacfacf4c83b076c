package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {

    @Autowired
    MockMvcTester http;

    @ParameterizedTest
    @CsvSource(textBlock = """
            missing,  404, not-found
            gone,     410, gone
            rule,     409, parcel-stage
            stale,    412, stale-version
            busy,     503, busy
            database, 503, busy
            broker,   503, busy
            bug,      500, fault
            """)
    void everyFailureIsAnsweredAsProblem(String which, int status, String slug) {
        var answer = http.get().uri("/faults/" + which).exchange();

        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyJson().extractingPath("type").isEqualTo("urn:crm:problem:" + slug);
        assertThat(answer).bodyJson().extractingPath("status").isEqualTo(status);
        assertThat(answer).bodyText().doesNotContain("secret", "instance", "/faults");
    }

    @Test
    void busyAnswerHasRetryAfter() {
        assertThat(http.get().uri("/faults/busy")).hasHeader("Retry-After", "7");
        assertThat(http.get().uri("/faults/database")).hasHeader("Retry-After", "1");
    }

    @Test
    void bugIsLoggedOnceAndRefusalIsNot(CapturedOutput output) {
        assertThat(http.get().uri("/faults/bug")).hasStatus(500);
        assertThat(http.get().uri("/faults/rule")).hasStatus(409);

        assertThat(output.getAll()).containsOnlyOnce("A request failed").doesNotContain("cannot be opened");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,   /parcels/limited,            400
            GET,   /parcels/limited?limit=many, 400
            GET,   /parcels/limited?limit=0,    422
            GET,   /parcels/PAR-1,              404
            GET,   /parcels/par_0001%20,        404
            GET,   /nowhere,                    404
            GET,   /error,                      404
            PATCH, /parcels/par_0001,           405
            """)
    void httpErrorsAreProblemsToo(String method, String uri, int status) {
        var answer =
                http.method(HttpMethod.valueOf(method)).uri(URI.create(uri)).exchange();

        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyText().doesNotContain("many", "PAR-1", "nowhere", "instance");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /parcels/par_0001?asof=2020-01-01T00:00:00Z, asof
            /parcels/limited?limit=1&foo=1,              foo
            /parcels/limited?limit=1&ann@example.org=1,  query
            /parcels?sytem=shop,                         sytem
            /parcels?ann@example.org=1,                  query
            /parcels/limited?limit=1&limit=2,            limit
            """)
    void unknownParameterIsNamed(String uri, String field) {
        assertThat(http.get().uri(URI.create(uri)))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void unknownParameterOfACommandIsRefusedBeforeItIsCarriedOut() {
        assertThat(http.post()
                        .uri("/parcels/par_0001/closing?dryRun=true")
                        .header("Idempotency-Key", "key-1")
                        .header("If-Match", "\"1\""))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("errors[0].message")
                .isEqualTo("is not known here, as no parameter is");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', textBlock = """
            {},                        200,
            ^ ^,                       200,
            {"reason": "DAMAGED"},     400, reason
            {"ann@example.org": 1},    400, body
            [],                        400, body
            {,                         400, body
            """)
    void fieldOfACommandWithoutFieldsIsNotIgnored(String body, int status, @Nullable String field) {
        var answer = http.post()
                .uri("/parcels/par_0001/closing")
                .header("Idempotency-Key", "key-1")
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();

        assertThat(answer).hasStatus(status);
        if (field != null) {
            assertThat(answer).bodyJson().extractingPath("errors[0].field").isEqualTo(field);
        }
    }

    @Test
    void mistypedAddressIsNotLogged(CapturedOutput output) {
        assertThat(http.get().uri("/mistyped-by-ann")).hasStatus(404);
        assertThat(http.patch().uri("/parcels/par_0001")).hasStatus(405);

        assertThat(output.getAll()).doesNotContain("mistyped-by-ann", "PATCH");
    }

    @Test
    void requestWithoutAcceptableTypeIsRefused() {
        assertThat(http.get().uri("/parcels/par_0001").accept("image/png"))
                .hasStatus(406)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void invalidFieldIsNamedByItsPath() {
        var answer = http.post()
                .uri("/parcels")
                .header("Idempotency-Key", "key-1")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\": \" \", \"lines\": [{\"sku\": \"b1\", \"quantity\": 0}, null]}")
                .exchange();

        assertThat(answer).hasStatus(422).bodyJson().isLenientlyEqualTo("""
                {"type": "urn:crm:problem:impossible",
                 "title": "Unprocessable Content",
                 "status": 422,
                 "errors": [{"field": "lines[0].quantity"}, {"field": "lines[1]"}, {"field": "name"}]}""");
    }

    @Test
    void everyAnswerHasSecurityHeaders() {
        assertThat(http.get().uri("/nowhere"))
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Cache-Control", "no-store");
    }

    @Test
    void tooLargeBodyIsNotParsed() {
        var body = "{\"name\": \"" + "x".repeat(StrictJson.MAX_BODY) + "\"}";
        assertThat(http.post()
                        .uri("/parcels/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .hasStatus(413);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            text/plain
            text/csv
            application/x-www-form-urlencoded
            application/json;charset=UTF-16
            multipart/form-data;boundary=x
            text/html
            nonsense
            ''
            """)
    void onlyUtf8JsonIsAccepted(String type) {
        var request = http.post()
                .uri("/parcels/par_0001/closing")
                .header("Idempotency-Key", "key-1")
                .header("If-Match", "\"1\"")
                .content("{}".getBytes(StandardCharsets.UTF_8));

        var answer = type.isEmpty()
                ? request.exchange()
                : request.header("Content-Type", type).exchange();

        assertThat(answer).hasStatus(415).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void compressedBodyIsRefused() {
        assertThat(http.post()
                        .uri("/parcels/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Content-Encoding", "gzip")
                        .content("{}"))
                .hasStatus(415);
    }
}
