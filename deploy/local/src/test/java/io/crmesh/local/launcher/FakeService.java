package io.crmesh.local.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Fake of a service: answers on its port that it is ready, with its environment. */
public final class FakeService {

    private FakeService() {}

    /** Fails if the environment says so, like a service with wrong settings. */
    public static void main(String[] args) throws IOException {
        var port = args.length == 0 ? System.getenv("PORT") : args[0].substring("--PORT=".length());
        if ("yes".equals(System.getenv("FAKE_SERVICE_FAILS"))) {
            System.err.println("The fake service cannot work like this.");
            System.exit(3);
        }
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        server.createContext("/", exchange -> {
            var body = System.getenv().toString().getBytes(StandardCharsets.UTF_8);
            var status = "never ready".equals(System.getenv("FAKE_SERVICE_FAILS")) ? 503 : 200;
            exchange.sendResponseHeaders(status, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        System.out.println("serving");
    }
}
