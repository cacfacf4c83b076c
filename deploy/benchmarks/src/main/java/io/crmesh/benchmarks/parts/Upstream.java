package io.crmesh.benchmarks.parts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers everything with the same small page, after so many milliseconds: what a gateway adds is seen before it. */
public final class Upstream {

    private static final byte[] PAGE =
            "{\"id\":\"ord_%s\"}".formatted("0123456789".repeat(40)).getBytes(US_ASCII);
    private static final int BACKLOG = 4096;

    private Upstream() {}

    /** Takes the milliseconds; serves until the process ends. */
    public static void main(String[] args) throws IOException {
        var delay = Long.parseLong(args[0]);
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(BACKLOG));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, delay));
        server.start();
        System.out.println("ready " + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, long delay) throws IOException {
        try (exchange) {
            if (delay > 0) {
                TimeUnit.MILLISECONDS.sleep(delay);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
