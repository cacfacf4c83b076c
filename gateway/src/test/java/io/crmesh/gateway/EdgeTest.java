package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a request may look like, and what of it is believed. */
@GatewayTest
class EdgeTest {

    private static final String POST =
            "POST /api/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private final Backend tickets = Backends.named("tickets");

    @LocalServerPort
    int port;

    @BeforeEach
    void forget() {
        tickets.reset();
        Backends.named("orders").reset();
        Backends.named("customers").reset();
    }

    @Test
    void nobodyPassesForAPartOfTheSystem() throws IOException, InterruptedException {
        var answer = browser()
                .get(
                        "/api/tickets",
                        "X-Forwarded-For",
                        "10.0.0.1",
                        "Forwarded",
                        "for=10.0.0.1",
                        "ce_id",
                        "1",
                        "traceparent",
                        "00-11111111111111111111111111111111-2222222222222222-01",
                        "baggage",
                        "a=b",
                        "b3",
                        "1",
                        "X-HTTP-Method-Override",
                        "DELETE",
                        "X-Crm-Actor",
                        "root",
                        "If-Match",
                        "\"7\"");

        assertThat(answer.statusCode()).isEqualTo(200);

        var headers = theOne(tickets).headers();
        assertThat(headers).doesNotContainKeys("X-forwarded-for", "Forwarded", "Ce_id", "Baggage", "B3");
        assertThat(headers).doesNotContainKeys("X-http-method-override", "X-crm-actor");
        assertThat(headers).containsEntry("If-match", List.of("\"7\""));
        assertThat(headers.get("Traceparent"))
                .singleElement()
                .satisfies(trace -> assertThat(trace)
                        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]")
                        .doesNotContain("1111111111111111"));
    }

    @Test
    void whatRunsBehindIsNobodysBusiness() throws IOException, InterruptedException {
        tickets.behave(exchange -> {
            exchange.getResponseHeaders().set("X-Powered-By", "Secret");
            exchange.getResponseHeaders().set("Server", "Secret");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=5");
            Backend.answer(exchange, 200, "{}");
        });

        var headers = browser().get("/api/tickets").headers();

        assertThat(headers.firstValue("X-Powered-By")).isEmpty();
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.allValues("Cache-Control")).containsExactly("max-age=5");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void aBodyThatIsTooLargeReachesNobody() throws IOException, InterruptedException {
        assertThat(browser().post("/api/tickets", "x".repeat(256 * 1024)).statusCode())
                .isEqualTo(200);
        tickets.reset();

        var answer = browser().post("/api/tickets", "x".repeat(256 * 1024 + 1));
        var chunks = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(17) + "0\r\n\r\n";
        var chunked = browser().talk(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:crm:problem:too-large");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("urn:crm:problem:too-large");
        assertThat(tickets.seen()).isEmpty();
    }

    @Test
    void onlyUploadsMayBeAsLargeAsTheyAre() throws IOException, InterruptedException {
        var fits = browser().post("/api/orders/imports", "x".repeat(256 * 1024));
        var streams = browser().post("/api/customers/imports", "x".repeat(5 * 1024 * 1024));

        assertThat(fits.statusCode()).isEqualTo(200);
        assertThat(streams.statusCode()).isEqualTo(200);

        assertThat(theOne(Backends.named("orders")).length()).isEqualTo(256 * 1024);
        assertThat(theOne(Backends.named("customers")).length()).isEqualTo(5 * 1024 * 1024);
        assertThat(browser()
                        .post("/api/orders/imports", "x".repeat(256 * 1024 + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aRequestWithTwoLengthsOrTooManyHeadersIsRefused() throws IOException {
        var refused = Map.of(
                POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "400",
                POST + "X-Long: " + "x".repeat(9000) + "\r\nConnection: close\r\n\r\n", "431",
                POST + "X-Long: " + "x".repeat(17000) + "\r\n\r\n", "4",
                POST + "X-Many: 1\r\n".repeat(200) + "\r\n", "4");

        for (var each : refused.entrySet()) {
            assertThat(browser().talk(each.getKey()))
                    .startsWith("HTTP/1.1 " + each.getValue())
                    .contains("urn:crm:problem:");
        }
        assertThat(tickets.seen()).isEmpty();
    }

    @Test
    void nothingIsSmuggledBehindAChunkedBody() throws IOException {
        var hidden = "GET /api/tickets/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

        var answer = browser().talk(POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden);

        assertThat(answer).contains("Connection: close");
        assertThat(theOne(tickets).uri()).isEqualTo("/api/tickets");
        assertThat(theOne(tickets).length()).isZero();
    }

    private Browser browser() {
        return new Browser(port);
    }

    private static Backend.Seen theOne(Backend backend) {
        assertThat(backend.seen()).hasSize(1);
        return backend.seen().getFirst();
    }
}
