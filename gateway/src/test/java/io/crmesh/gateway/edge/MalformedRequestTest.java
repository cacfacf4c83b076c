package io.crmesh.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Malformed requests are answered with a problem and reach no service. */
@GatewayTest
class MalformedRequestTest {

    private static final String HOST = "Host: localhost\r\nAuthorization: Bearer " + IssuerUnderTest.ADMIN + "\r\n";
    private static final String POST = "POST /api/tickets HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
    private static final String GET = "GET /api/tickets HTTP/1.1\r\n" + HOST;
    private static final List<String> SECURITY_HEADERS = List.of(
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
            "Cache-Control: no-store",
            "Cross-Origin-Resource-Policy: same-origin",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: DENY");
    private static final String HIDDEN = "GET /api/tickets/hidden HTTP/1.1\r\n" + HOST + "\r\n";

    @LocalServerPort
    int port;

    @BeforeEach
    void resetServices() {
        StubServices.named("tickets").reset();
    }

    @AfterEach
    void assertNoServiceWasCalled() {
        assertThat(StubServices.named("tickets").seen()).isEmpty();
    }

    static Stream<String> ambiguousEnds() {
        return Stream.of(
                POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "content-length: 0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + HIDDEN,
                POST + "Content-Length: 2, 3\r\n\r\n{}" + HIDDEN,
                POST + "Content-Length: +2\r\n\r\n{}" + HIDDEN,
                POST + "Content-Length: -2\r\n\r\n{}" + HIDDEN,
                POST + "Content-Length : 2\r\n\r\n{}" + HIDDEN,
                POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "X-Folded: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 2\n\n{}" + HIDDEN);
    }

    @ParameterizedTest
    @MethodSource("ambiguousEnds")
    void requestWithAmbiguousLengthIsRefused(String request) throws IOException {
        var answer = client().talk(request);

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("Connection: close", "application/problem+json", "urn:crm:problem:unreadable")
                .containsOnlyOnce("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xchunked", "chunked, identity", "chunked, chunked", "gzip, chunked", "identity"})
    void unsupportedTransferEncodingIsRefused(String encoding) throws IOException {
        var answer = client().talk(POST + "Transfer-Encoding: " + encoding + "\r\n\r\n0\r\n\r\n" + HIDDEN);

        assertThat(answer).matches("(?s)HTTP/1.1 (400|415|501) .*").contains("Connection: close", "urn:crm:problem:");
    }

    static Stream<String> manyHeaders() {
        return Stream.of(
                GET + "X-Many: 1\r\n".repeat(200) + "Connection: close\r\n\r\n",
                GET + "X-Long: " + "x".repeat(7500) + "\r\nConnection: close\r\n\r\n",
                GET + "X-Long: " + "x".repeat(64 * 1024) + "\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("manyHeaders")
    void tooManyOrTooLongHeadersAreRefused(String request) throws IOException {
        assertThat(client().talk(request))
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json", "urn:crm:problem:headers-too-large");
    }

    static Stream<String> refused() {
        return Stream.of(
                POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                GET + "X-Long: " + "x".repeat(64 * 1024) + "\r\n\r\n",
                GET + "X-Many: 1\r\n".repeat(200) + "Connection: close\r\n\r\n",
                "GET /" + "x".repeat(64 * 1024) + " HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /api/tickets/%zz HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n",
                "GET /api/tickets/%2F HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n",
                "GET /api/tickets?q={x} HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n",
                POST + "Connection: close\r\nContent-Length: 300000\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusalCarriesSecurityHeaders(String request) throws IOException {
        assertThat(client().talk(request)).startsWith("HTTP/1.1 4").contains(SECURITY_HEADERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {7500, 64 * 1024})
    void tooLongAddressIsRefused(int length) throws IOException {
        var answer = client().talk("GET /api/tickets?q=" + "x".repeat(length) + " HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 414")
                .contains("application/problem+json", "urn:crm:problem:uri-too-long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/tickets/%zz",
                "/api/tickets/%",
                "/api/tickets?q=%zz",
                "/api/tickets/%ff",
                "/api/tickets/%00",
                "/api/tickets/\\x",
                "nothing"
            })
    void malformedAddressIsRefused(String address) throws IOException {
        assertThat(client().talk("GET " + address + " HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "urn:crm:problem:unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?q={x}", "?q=a|b", "?q=<a>", "?q=\"", "?q=^`", "/{x}", "/a|b", "/<a>", "/\u00e9", "?q=\u00e9"})
    void addressWithUnencodedCharactersIsRefused(String rest) throws IOException {
        assertThat(client().talk("GET /api/tickets" + rest + " HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "urn:crm:problem:unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%6fauth2/token",
                "/oauth2/%74oken",
                "/sign%2Din",
                "/%73ign-in",
                "/api/ticket%73",
                "/api/tickets/%41",
                "/api/tickets/%7E%5f%30"
            })
    void needlesslyEncodedAddressIsRefused(String address) throws IOException {
        assertThat(client().talk("POST " + address + " HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "urn:crm:problem:unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%5c..%5cx", "%2500", "%2F", ";x=1", "%2e%2e"})
    void ambiguousAddressIsNotFound(String segment) throws IOException {
        var path = "/api/tickets/" + segment;

        assertThat(client().talk("GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("application/problem+json", "urn:crm:problem:not-found");
    }

    @Test
    void tricklingBodyTimesOut() throws IOException {
        var start = System.nanoTime();

        var answer = client().trickle(POST + "Content-Length: 1000\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 408")
                .contains("Connection: close", "application/problem+json", "urn:crm:problem:too-slow");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n5\r\nx"})
    void stalledBodyTimesOut(String rest) throws IOException {
        var start = System.nanoTime();

        var answer = client().talk(POST + rest);

        assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close", "urn:crm:problem:too-slow");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private TestClient client() {
        return new TestClient(port);
    }
}
