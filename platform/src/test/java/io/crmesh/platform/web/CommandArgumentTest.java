package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebTest
class CommandArgumentTest {

    private static final String PARCEL = "{\"name\": \"books\", \"lines\": [{\"sku\": \"b1\", \"quantity\": 2}]}";

    @Autowired
    MockMvcTester http;

    @Test
    void commandIsMadeOfKeyBodyAndCaller() {
        var sent = send("key-1", PARCEL);

        assertThat(sent)
                .hasStatus(201)
                .hasHeader("ETag", "\"1\"")
                .hasHeader("Location", "/parcels/par_0001")
                .doesNotContainHeader("Idempotent-Replayed")
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"id": "local|key-1", "actor": "USER:local", "mode": "LIVE"}""");
        assertThat(sent).bodyJson().extractingPath("hash").asString().matches("1:[A-Za-z0-9_-]{43}");
        assertThat(sent).bodyJson().extractingPath("correlation").asString().matches("[0-9a-f-]{36}");
    }

    @Test
    void onlyTheSameRequestHasTheSameHash() {
        var first = hash(send("key-1", PARCEL));

        assertThat(hash(send("key-1", PARCEL))).isEqualTo(first);
        assertThat(hash(send("key-1", PARCEL + " "))).isNotEqualTo(first);
    }

    @Test
    void repeatedCommandIsMarked() {
        assertThat(send("key-1", PARCEL.replace("books", "again"))).hasHeader("Idempotent-Replayed", "true");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''
            ' '
            x
            schlüssel
            """)
    void malformedKeyIsUnreadable(String key) {
        assertThat(send(key, PARCEL)).hasStatus(400).bodyJson().isLenientlyEqualTo("""
                {"type": "urn:crm:problem:unreadable", "errors": [{"field": "Idempotency-Key"}]}""");
    }

    @Test
    void keyOf200CharactersIsAccepted() {
        assertThat(send("k".repeat(200), PARCEL)).hasStatus(201);
        assertThat(send("k".repeat(201), PARCEL)).hasStatus(400);
    }

    @Test
    void postWithoutKeyIsRefused() {
        var sent = http.post()
                .uri("/parcels")
                .contentType(MediaType.APPLICATION_JSON)
                .content(PARCEL)
                .exchange();

        assertThat(sent).hasStatus(400).bodyJson().isLenientlyEqualTo("""
                {"errors": [{"field": "Idempotency-Key", "message": "is required"}]}""");
    }

    @Test
    void putWithoutKeyGetsAGeneratedOne() {
        var changed = change("\"7\"");

        assertThat(changed).hasStatusOk().hasHeader("ETag", "\"8\"");
        assertThat(changed).bodyJson().extractingPath("id").asString().matches("local\\|[0-9a-f]{8}-[0-9a-f]{4}-7.*");
        assertThat(changed).bodyJson().extractingPath("expected").asNumber().isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', textBlock = """
            *                        ; 400
            7                        ; 400
            '"-1"'                   ; 400
            '"x"'                    ; 400
            '"99999999999999999999"' ; 400
            'W/"7"'                  ; 412
            'W/"6", W/"7"'           ; 412
            '"6", "7"'               ; 200
            'W/"9", "7"'             ; 200
            '"6", 7'                 ; 400
            """)
    void onlyStrongVersionsMatch(String seen, int status) {
        assertThat(change(seen)).hasStatus(status);
    }

    @Test
    void highestOfSeveralVersionsCounts() {
        assertThat(change("\"6\", \"7\", \"5\""))
                .bodyJson()
                .extractingPath("expected")
                .asNumber()
                .isEqualTo(7);
    }

    @Test
    void changeWithoutVersionIsRefused() {
        assertThat(http.delete().uri("/parcels/par_0001")).hasStatus(428);
        assertThat(http.post().uri("/parcels/par_0001/closing").header("Idempotency-Key", "key-1"))
                .hasStatus(428)
                .bodyJson()
                .isLenientlyEqualTo("{\"type\": \"urn:crm:problem:version-required\"}");
    }

    @Test
    void deletionAnswersOnlyTheVersion() {
        assertThat(http.delete().uri("/parcels/par_0001").header("If-Match", "\"8\""))
                .hasStatus(204)
                .hasHeader("ETag", "\"9\"");
    }

    @Test
    void unchangedRecordIsAnsweredNotModified() {
        assertThat(http.get().uri("/parcels/par_0001").header("If-None-Match", "\"7\""))
                .hasStatus(304);
        assertThat(http.get().uri("/parcels/par_0001").header("If-None-Match", "\"6\""))
                .hasStatusOk()
                .hasHeader("ETag", "\"7\"")
                .bodyJson()
                .isLenientlyEqualTo("{\"scope\": \"All[]\"}");
    }

    @Test
    void uploadIsStreamed() {
        assertThat(http.post()
                        .uri("/parcels/upload")
                        .header("Idempotency-Key", "key-1")
                        .contentType("text/csv")
                        .content("a".repeat(300_000)))
                .hasStatusOk()
                .hasBodyTextEqualTo("300000");
    }

    private MvcTestResult send(String key, String body) {
        return http.post()
                .uri("/parcels")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult change(String seen) {
        return http.put()
                .uri("/parcels/par_0001")
                .header("If-Match", seen)
                .contentType(MediaType.APPLICATION_JSON)
                .content(PARCEL)
                .exchange();
    }

    private String hash(MvcTestResult sent) {
        var hash = new String[1];
        assertThat(sent).bodyJson().extractingPath("hash").asString().satisfies(value -> hash[0] = value);
        return hash[0];
    }
}
