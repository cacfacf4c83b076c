package io.crmesh.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** HTTP client of a test, which can also send malformed requests. Each answer must be one that the OpenAPI document tells. */
public record TestClient(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = to(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var post = to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return send(post);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return DocumentedAnswers.checked(CLIENT.send(request.build(), BodyHandlers.ofString()));
    }

    public HttpRequest.Builder to(String path) {
        return unauthenticated(path).header("Authorization", "Bearer " + IssuerUnderTest.ADMIN);
    }

    /** A request without a token. */
    public HttpRequest.Builder unauthenticated(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Sends exactly these bytes, and reads until the other side closes. */
    public String talk(String request) throws IOException {
        try (var socket = open()) {
            write(socket, request);
            return read(socket);
        }
    }

    /** Sends these bytes, and then one more now and then until a response comes. */
    public String trickle(String request) throws IOException {
        try (var socket = open()) {
            write(socket, request);
            socket.setSoTimeout(100);
            for (int i = 0; i < 100; i++) {
                try {
                    var first = socket.getInputStream().read();
                    socket.setSoTimeout(10_000);
                    return (char) first + read(socket);
                } catch (SocketTimeoutException _) {
                    write(socket, "x");
                }
            }
            throw new SocketTimeoutException("No response");
        }
    }

    private Socket open() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
