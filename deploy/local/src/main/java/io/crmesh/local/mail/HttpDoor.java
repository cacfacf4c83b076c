package io.crmesh.local.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where mails are looked at: the HTTP side of the sink, on the loopback address only. */
final class HttpDoor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpDoor.class);
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads;
    private final MailApi api;

    private HttpDoor(HttpServer server, ExecutorService threads, MailApi api) {
        this.server = server;
        this.threads = threads;
        this.api = api;
    }

    static HttpDoor open(int port, MailApi api, Optional<SSLContext> tls) {
        try {
            var server = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls);
            var door = new HttpDoor(server, Executors.newVirtualThreadPerTaskExecutor(), api);
            server.setExecutor(door.threads);
            server.createContext("/", door::handle);
            server.start();
            return door;
        } catch (IOException e) {
            throw new MailSinkUnavailable("Port %d is taken by another program.".formatted(port), e);
        }
    }

    private static HttpServer server(InetSocketAddress place, Optional<SSLContext> tls) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(place, 0);
        }
        var server = HttpsServer.create(place, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            return api.answer(new MailApi.Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestBody().read() >= 0));
        } catch (IOException e) {
            log.error("The mails cannot be read", e);
            return Answer.refused(503, "The mails cannot be read now.");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Content-Security-Policy", answer.policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), NO_BODY);
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }
}
