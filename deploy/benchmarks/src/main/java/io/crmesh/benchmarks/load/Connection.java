package io.crmesh.benchmarks.load;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** HTTP connection that is kept alive as long as the server allows, with one request at a time. */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final URI server;
    private final DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
    private final HttpCoreContext context = HttpCoreContext.create();

    Connection(URI server) {
        this.server = server;
    }

    Answer send(ClassicHttpRequest request) throws IOException, HttpException {
        open();
        connection.sendRequestHeader(request);
        if (request.getEntity() != null) {
            connection.sendRequestEntity(request);
        }
        connection.flush();
        try (var response = connection.receiveResponseHeader()) {
            connection.receiveResponseEntity(response);
            EntityUtils.consume(response.getEntity());
            var answer = new Answer(response.getCode(), location(response), System.nanoTime());
            if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
                connection.close();
            }
            return answer;
        }
    }

    private void open() throws IOException {
        if (connection.isOpen()) {
            return;
        }
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        connection.bind(socket);
    }

    private static String location(ClassicHttpResponse response) {
        var header = response.getFirstHeader(HttpHeaders.LOCATION);
        return header == null
                ? ""
                : header.getValue().substring(header.getValue().lastIndexOf('/') + 1);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
