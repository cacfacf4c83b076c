package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebTest
class StrictJsonTest {

    @Autowired
    MockMvcTester http;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            body            | null
            body            | []
            body            | "text"
            body            | 12
            body            | {
            name            | {"name": "EVIL", "name": "EVIL"}
            body            | {"$EVIL": true}
            body            | {"ann@EVIL.example": true}
            body            | {"name": "a"} EVIL
            body            | {'name': 'EVIL'}
            body            | /* EVIL */ {"name": "a"}
            body            | {"$EVIL": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
            name            | {"name": 12}
            name            | {"name": true}
            name            | {"name": {"$ne": null}}
            name            | {"name": "EVIL\\u0000"}
            name            | {"name": "EVIL\\u001b"}
            name            | {"name": "EVIL\\ud800"}
            name            | {"name": "EVIL\\udc00\\ud800"}
            fragile         | {"fragile": "true"}
            fragile         | {"fragile": 1}
            fragile         | {"fragile": ""}
            speed           | {"speed": 1}
            speed           | {"speed": "1"}
            speed           | {"speed": ""}
            speed           | {"speed": "EVIL"}
            speed           | {"speed": "fast"}
            lines[0].quantity | {"lines": [{"quantity": 1.9}]}
            lines[0].quantity | {"lines": [{"quantity": 1.0}]}
            lines[0].quantity | {"lines": [{"quantity": "12"}]}
            lines[0].quantity | {"lines": [{"quantity": ""}]}
            lines[0].quantity | {"lines": [{"quantity": true}]}
            lines[0].quantity | {"lines": [{"quantity": 2147483648}]}
            lines[0]        | {"lines": [{"$EVIL": 1}]}
            lines           | {"lines": ""}
            lines           | {"lines": {}}
            value           | {"value": 1e400}
            value           | {"value": 1e1000000000}
            value           | {"value": 1e99999999999}
            value           | {"value": 1e3}
            value           | {"value": 1234567890123456}
            value           | {"value": 1.00001}
            value           | {"value": "NaN"}
            value           | {"value": "1e3"}
            value           | {"value": ""}
            value           | {"value": true}
            value           | {"value": {}}
            ratio           | {"ratio": 0.5}
            ratio           | {"ratio": "NaN"}
            due             | {"due": 1700000000}
            due             | {"due": "2026-01-01T00:00:00"}
            due             | {"due": "2026-13-01T00:00:00Z"}
            due             | {"due": "1969-12-31T23:59:59Z"}
            due             | {"due": "2200-01-01T00:00:00Z"}
            due             | {"due": "+999999999-01-01T00:00:00Z"}
            due             | {"due": ""}
            day             | {"day": "2026-02-30"}
            day             | {"day": 20260101}
            day             | {"day": [2026, 1, 1]}
            day             | {"day": "2026-1-1"}
            labels          | {"labels": {"$where": "EVIL"}}
            labels          | {"labels": {"a.b": "EVIL"}}
            labels          | {"labels": {"": "EVIL"}}
            """)
    void ambiguousInputIsRefused(String field, String body) {
        var answer = echo(body);

        assertThat(answer).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyJson().extractingPath("type").isEqualTo("urn:crm:problem:unreadable");
        assertThat(answer)
                .bodyJson()
                .extractingPath("errors[0].field")
                .asString()
                .startsWith(field);
        assertThat(answer).bodyText().doesNotContain("EVIL", "Exception", "java", "tools.", "crmesh");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"isAdmin": true}                               | isAdmin           | is not known here
            {"lines": [{"qty": 1}]}                         | lines[0].qty      | is not known here
            {"$where": 1}                                   | body              | has a property that is not known here
            {"name": "a", "name": "b"}                      | name              | must be given once
            {"lines": [{"sku": "a", "sku": "b"}]}           | lines[0].sku      | must be given once
            {"lines": [{"quantity": 2147483648}]}           | lines[0].quantity | must be a number from -2147483648 to 2147483647
            {"lines": [{"quantity": 99999999999999999999}]} | lines[0].quantity | must be a number from -2147483648 to 2147483647
            {"speed": "fast"}                               | speed             | must be one of SLOW, FAST
            {"speed": 1}                                    | speed             | must be one of SLOW, FAST
            {                                               | body              | is not well-formed JSON
            """)
    void unreadableFieldIsNamedWithItsReason(String body, String field, String message) {
        var error = assertThat(echo(body)).hasStatus(400).bodyJson();

        error.extractingPath("errors[0].field").isEqualTo(field);
        error.extractingPath("errors[0].message").isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            +1
            01
            NaN
            0x10
            1.
            .5
            99999999999999999999999999999999999999999
            """)
    void malformedNumberIsRefused(String number) {
        assertThat(echo("{\"value\": " + number + "}")).hasStatus(400);
    }

    @Test
    void byteOrderMarkAndInvalidUtf8AreRefused() {
        var body = "{\"name\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(http.post()
                        .uri("/parcels/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"a\"}".getBytes(StandardCharsets.UTF_16LE)))
                .hasStatus(400);
        assertThat(echo("\ufeff{\"name\": \"a\"}")).hasStatus(400);
        assertThat(http.post()
                        .uri("/parcels/echo")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .hasStatus(400);
    }

    @Test
    void textAbove64KilobytesIsRefused() {
        assertThat(echo("{\"name\": \"" + "x".repeat(64 * 1024) + "\"}")).hasStatusOk();
        assertThat(echo("{\"name\": \"" + "x".repeat(64 * 1024 + 1) + "\"}")).hasStatus(400);
    }

    @Test
    void emptyBodyIsUnreadable() {
        assertThat(http.post().uri("/parcels/echo").contentType(MediaType.APPLICATION_JSON))
                .hasStatus(400);
    }

    @Test
    void refusalByAValueNamesItsPath() {
        assertThat(echo("{\"instead\": \"EVIL\"}")).hasStatus(422).bodyJson().isLenientlyEqualTo("""
                {"errors": [{"field": "instead", "message": "is not the id of a parcel"}]}""");
    }

    @Test
    void validInputRoundTrips() {
        var body = """
                {"name": "two\\nlines\\tand \\ud83d\\ude00", "lines": [{"sku": "s", "quantity": 2147483647}],
                 "speed": "FAST", "fragile": false, "value": 12.30, "due": "2026-01-01T02:00:00.123456+01:00",
                 "day": "2024-02-29", "ratio": null, "instead": "par_0001", "labels": {"a-b_1": "x"}}""";

        assertThat(echo(body)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"name": "two\\nlines\\tand \\ud83d\\ude00", "lines": [{"sku": "s", "quantity": 2147483647}],
                 "speed": "FAST", "fragile": false, "value": 12.30, "due": "2026-01-01T01:00:00.123Z",
                 "day": "2024-02-29", "instead": "par_0001", "labels": {"a-b_1": "x"}}""");
    }

    @Test
    void amountMayBeWrittenAsText() {
        assertThat(echo("{\"value\": \"12.30\"}"))
                .bodyJson()
                .extractingPath("value")
                .isEqualTo(12.3);
        assertThat(echo("{\"value\": -0}")).bodyJson().extractingPath("value").isEqualTo(0);
    }

    @Test
    void textIsNormalisedToNfc() {
        assertThat(echo("{\"name\": \"e\\u0301\"}"))
                .bodyJson()
                .extractingPath("name")
                .isEqualTo("\u00e9");
    }

    private MvcTestResult echo(String body) {
        return http.post()
                .uri("/parcels/echo")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
