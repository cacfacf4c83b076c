package io.crmesh.platform.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.testing.TestIssuer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Malformed requests, sent as raw bytes. */
@WebTest
class RawRequestsTest {

    private static final String SIGNED_IN = "Authorization: Bearer " + TestIssuer.admin() + "\r\n";
    private static final String POST = "POST /parcels/echo HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN;
    private static final String JSON = "Content-Type: application/json\r\n";

    @LocalServerPort
    int port;

    @Autowired
    FaultyController faulty;

    @Test
    void requestWithTwoLengthsIsRefused() throws IOException {
        assertRefused(talk(POST + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "), 400);
    }

    @Test
    void requestWithLengthAndChunksIsRefused() throws IOException {
        assertRefused(talk(POST + JSON + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
    }

    @Test
    void requestWithMoreThan100HeadersIsRefused() throws IOException {
        var headers = new StringBuilder();
        for (var i = 0; i < 200; i++) {
            headers.append("X-").append(i).append(": 1\r\n");
        }
        assertRefused(talk(POST + headers + "\r\n"), 400, 431);
    }

    @Test
    void headersAbove8KilobytesAreRefused() throws IOException {
        assertRefused(talk(POST + "X-Long: " + "x".repeat(64 * 1024) + "\r\n\r\n"), 400, 431);
    }

    @ParameterizedTest
    @CsvSource({
        "GARBAGE, 400",
        "GET /parcels/%00 HTTP/1.1, 400",
        "GET /parcels/..%2f..%2fsecret HTTP/1.1, 400",
        "GET /parcels/<script> HTTP/1.1, 400",
        "TRACE / HTTP/1.1, 405",
        "GET / HTTP/9.9, 505"
    })
    void malformedRequestLineIsRefused(String line, int status) throws IOException {
        assertRefused(talk(line + "\r\nHost: localhost\r\n" + SIGNED_IN + "Connection: close\r\n\r\n"), status);
    }

    @Test
    void tricklingBodyTimesOut() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(ascii(POST + JSON + "Content-Length: 100000\r\n\r\n"));
            var answer = CompletableFuture.supplyAsync(() -> read(socket), Thread::startVirtualThread);
            await().atMost(Duration.ofSeconds(8))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        trickle(out);
                        return answer.isDone();
                    });
            assertRefused(answer.join(), 408);
        }
    }

    @Test
    void compressedBodyIsNotUnpacked() throws IOException {
        assertRefused(
                talk(POST + JSON + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\u0008\u0000"), 415);
    }

    @Test
    void chunkedBodyAboveTheLimitIsTooLarge() throws IOException {
        var chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertRefused(talk(POST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n"), 413);
    }

    @Test
    void requestBeyondTheConcurrencyLimitIsBusy() throws IOException {
        var waiting = new ArrayList<Socket>();
        for (var i = 0; i < 4; i++) {
            var socket = connect();
            socket.getOutputStream()
                    .write(ascii(
                            "GET /waiting HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN + "Connection: close\r\n\r\n"));
            waiting.add(socket);
        }
        var next = "GET /parcels/par_0001 HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN + "Connection: close\r\n\r\n";
        await().untilAsserted(
                        () -> assertThat(talk(next)).startsWith("HTTP/1.1 503").contains("Retry-After: 1"));
        assertThat(talk("GET /actuator/nothing HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");

        faulty.open.countDown();

        for (var socket : waiting) {
            assertThat(read(socket)).startsWith("HTTP/1.1 200");
            socket.close();
        }
        await().untilAsserted(() -> assertThat(talk(next)).startsWith("HTTP/1.1 200"));
    }

    /** A file that ends like any other would be taken for the whole. */
    @Test
    void exportThatFailsHalfWayIsBrokenOff() throws IOException {
        var half = talk(export(100_000));
        assertThat(half).startsWith("HTTP/1.1 200").contains("row number 5000").doesNotContain("\r\n0\r\n", "secret");

        assertRefused(talk(export(10)), 503);
    }

    private static String export(int rows) {
        return "GET /faults/export?rows=" + rows + " HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN
                + "Connection: close\r\n\r\n";
    }

    private static void assertRefused(String answer, Integer... statuses) {
        assertThat(answer).startsWith("HTTP/1.1 ").contains("application/problem+json", "\"type\":\"urn:crm:problem:");
        assertThat(Integer.valueOf(answer.substring(9, 12))).isIn((Object[]) statuses);
        assertThat(answer).doesNotContainIgnoringCase("tomcat", "exception", "script", "garbage", "<html");
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private String talk(String request) throws IOException {
        try (var socket = connect()) {
            trySend(socket, request);
            return read(socket);
        }
    }

    /** A server that refuses a request need not read it to its end. */
    private static void trySend(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(ascii(request));
        } catch (SocketException _) {
            // the answer is on its way
        }
    }

    private static void trickle(OutputStream out) {
        try {
            out.write('x');
        } catch (IOException _) {
            // given up
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** The bytes received until the other side closed the connection or stayed silent. */
    private static String read(Socket socket) {
        var answer = new StringBuilder();
        try {
            var chunk = new byte[4096];
            for (int n = socket.getInputStream().read(chunk);
                    n > 0;
                    n = socket.getInputStream().read(chunk)) {
                answer.append(new String(chunk, 0, n, ISO_8859_1));
            }
        } catch (IOException _) {
            // cut off: what came before counts
        }
        return answer.toString();
    }
}
