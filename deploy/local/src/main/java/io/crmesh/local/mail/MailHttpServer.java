package io.crmesh.local.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.crmesh.local.mailbox.MailSinkUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP server of the mail sink, where mails are read; it listens on the loopback address only. */
final class MailHttpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MailHttpServer.class);
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads;
    private final MailApi api;

    private MailHttpServer(HttpServer server, ExecutorService threads, MailApi api) {
        this.server = server;
        this.threads = threads;
        this.api = api;
    }

    static MailHttpServer open(int port, MailApi api, Optional<SSLContext> tls) {
        try {
            var server = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls);
            var http = new MailHttpServer(server, Executors.newVirtualThreadPerTaskExecutor(), api);
            server.setExecutor(http.threads);
            server.createContext("/", http::handle);
            server.start();
            return http;
        } catch (IOException e) {
            throw new MailSinkUnavailable("Port %d is taken by another program.".formatted(port), e);
        }
    }

    private static HttpServer server(InetSocketAddress address, Optional<SSLContext> tls) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        var server = HttpsServer.create(address, 0);
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
            send(exchange, response(exchange));
        }
    }

    private MailResponse response(HttpExchange exchange) {
        try {
            return api.handle(new MailApi.Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestBody().read() >= 0));
        } catch (IOException e) {
            log.error("The mails cannot be read", e);
            return MailResponse.error(503, "The mails cannot be read now.");
        }
    }

    private static void send(HttpExchange exchange, MailResponse response) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.type());
        headers.set("Content-Security-Policy", response.policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(response.body().length));
            exchange.sendResponseHeaders(response.status(), NO_BODY);
        } else {
            exchange.sendResponseHeaders(response.status(), response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }
}
