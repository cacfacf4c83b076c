package io.crmesh.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubService;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Untrusted headers are removed, and bodies are limited. */
@GatewayTest
class RequestFilteringTest {

    private static final String POST =
            "POST /api/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + IssuerUnderTest.ADMIN + "\r\n";

    private static final String TRACE = "00-11111111111111111111111111111111-2222222222222222-01";

    private final StubService tickets = StubServices.named("tickets");

    @LocalServerPort
    int port;

    @BeforeEach
    void resetServices() {
        tickets.reset();
        StubServices.named("orders").reset();
        StubServices.named("customers").reset();
    }

    @Test
    void spoofableHeadersAreRemoved() throws IOException, InterruptedException {
        var spoofed = List.of(
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Proto",
                "Forwarded",
                "X-Real-IP",
                "X-Original-URL",
                "X-Rewrite-URL",
                "ce_id",
                "ce_source",
                "ce-type",
                "tracestate",
                "baggage",
                "b3",
                "X-B3-TraceId",
                "X-Crm-Actor");
        var headers = new ArrayList<>(List.of("If-Match", "\"7\"", "traceparent", TRACE));
        spoofed.forEach(name -> headers.addAll(List.of(name, "spoofed")));

        var answer = client().get("/api/tickets", headers.toArray(String[]::new));

        assertThat(answer.statusCode()).isEqualTo(200);
        var seen = theOne(tickets).headers();
        assertThat(seen.values()).noneMatch(values -> values.contains("spoofed"));
        assertThat(seen).containsEntry("If-match", List.of("\"7\""));
        assertThat(seen.get("Traceparent"))
                .singleElement()
                .satisfies(trace -> assertThat(trace)
                        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]")
                        .doesNotContain("1111111111111111"));
    }

    @Test
    void forwardedHeadersOfClientAreIgnored() throws IOException, InterruptedException {
        var answer = client().get(
                        "/api/tickets",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-For",
                        "192.0.2.1",
                        "Forwarded",
                        "proto=https");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void requestIsForwardedUnchanged() throws IOException, InterruptedException {
        var answers = List.of(client().get("/api/tickets"), client().post("/api/tickets", "{}"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(tickets.seen().getFirst().headers()).doesNotContainKeys("Transfer-encoding", "Content-length");
        assertThat(tickets.seen().getLast().headers())
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("Content-length", List.of("2"))
                .doesNotContainKey("Transfer-encoding");
    }

    @Test
    void methodOverrideIsIgnored() throws IOException, InterruptedException {
        var names = List.of("X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override");
        var request = client().to("/api/tickets?_method=DELETE").POST(BodyPublishers.ofString("_method=DELETE"));
        names.forEach(name -> request.header(name, "DELETE"));

        var answer = client().send(request.header("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(theOne(tickets).method()).isEqualTo("POST");
        assertThat(theOne(tickets).length()).isEqualTo("_method=DELETE".length());
        assertThat(theOne(tickets).headers().values()).noneMatch(values -> values.contains("DELETE"));
    }

    @Test
    void compressedBodyIsRefused() throws IOException, InterruptedException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1024 * 1024]);
        }
        var bytes = packed.toByteArray();

        for (var path : List.of("/api/tickets", "/api/customers/imports")) {
            var request = client().to(path).POST(BodyPublishers.ofByteArray(bytes));
            var answer = client().send(request.header("Content-Encoding", "gzip"));

            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("urn:crm:problem:unsupported-media-type");
            assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
        }
        assertThat(tickets.seen()).isEmpty();
        assertThat(StubServices.named("customers").seen()).isEmpty();
    }

    @Test
    void serverHeadersOfServicesAreRemoved() throws IOException, InterruptedException {
        tickets.onRequest(exchange -> {
            exchange.getResponseHeaders().set("X-Powered-By", "Secret");
            exchange.getResponseHeaders().set("Server", "Secret");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=5");
            StubService.answer(exchange, 200, "{}");
        });

        var headers = client().get("/api/tickets").headers();

        assertThat(headers.firstValue("X-Powered-By")).isEmpty();
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.allValues("Cache-Control")).containsExactly("max-age=5");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void tooLargeBodyReachesNoService() throws IOException, InterruptedException {
        assertThat(client().post("/api/tickets", "x".repeat(256 * 1024)).statusCode())
                .isEqualTo(200);
        tickets.reset();

        var answer = client().post("/api/tickets", "x".repeat(256 * 1024 + 1));
        var chunks = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(17) + "0\r\n\r\n";
        var chunked = client().talk(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:crm:problem:too-large");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("urn:crm:problem:too-large");
        assertThat(tickets.seen()).isEmpty();
    }

    @Test
    void uploadAboveBodyLimitIsStreamed() throws IOException, InterruptedException {
        var fits = client().post("/api/orders/imports", "x".repeat(256 * 1024));
        var streams = client().post("/api/customers/imports", "x".repeat(5 * 1024 * 1024));

        assertThat(fits.statusCode()).isEqualTo(200);
        assertThat(streams.statusCode()).isEqualTo(200);

        assertThat(theOne(StubServices.named("orders")).length()).isEqualTo(256 * 1024);
        assertThat(theOne(StubServices.named("customers")).length()).isEqualTo(5 * 1024 * 1024);
        assertThat(client().post("/api/orders/imports", "x".repeat(256 * 1024 + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    private TestClient client() {
        return new TestClient(port);
    }

    private static StubService.Seen theOne(StubService service) {
        assertThat(service.seen()).hasSize(1);
        return service.seen().getFirst();
    }
}
