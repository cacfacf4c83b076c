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

/** One connection, kept alive as long as the server lets it be, with one request on its way at a time. */
final class Connection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final URI server;
    private final DefaultBHttpClientConnection wire = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
    private final HttpCoreContext context = HttpCoreContext.create();

    Connection(URI server) {
        this.server = server;
    }

    Answer send(ClassicHttpRequest request) throws IOException, HttpException {
        open();
        wire.sendRequestHeader(request);
        if (request.getEntity() != null) {
            wire.sendRequestEntity(request);
        }
        wire.flush();
        try (var response = wire.receiveResponseHeader()) {
            wire.receiveResponseEntity(response);
            EntityUtils.consume(response.getEntity());
            var answer = new Answer(response.getCode(), location(response), System.nanoTime());
            if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
                wire.close();
            }
            return answer;
        }
    }

    private void open() throws IOException {
        if (wire.isOpen()) {
            return;
        }
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        wire.bind(socket);
    }

    private static String location(ClassicHttpResponse response) {
        var header = response.getFirstHeader(HttpHeaders.LOCATION);
        return header == null
                ? ""
                : header.getValue().substring(header.getValue().lastIndexOf('/') + 1);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
