package io.crmesh.platform.store;

import io.crmesh.platform.testing.RealParts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Proxy in front of the database: it forwards a write, waits until it is done, and then closes the connection instead
 * of answering.
 */
final class AnswerDroppingProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicReference<@Nullable String> doomed = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();

    private AnswerDroppingProxy() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    static AnswerDroppingProxy beforeTheDatabase() throws IOException {
        return new AnswerDroppingProxy();
    }

    String uri() {
        var real = RealParts.database();
        return real.connectionString().replace(":" + real.port(), ":" + listener.getLocalPort());
    }

    /** The next command of this name is carried out, and its answer is lost. */
    void cutNextAnswerTo(String command) {
        doomed.set(command);
    }

    int cuts() {
        return cuts.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> converse(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void converse(Socket client) {
        try (client;
                var server = new Socket(
                        InetAddress.getLoopbackAddress(), RealParts.database().port())) {
            while (true) {
                var request = message(client.getInputStream());
                server.getOutputStream().write(request);
                var answer = message(server.getInputStream());
                var name = doomed.get();
                if (name != null
                        && new String(request, StandardCharsets.ISO_8859_1).contains(name + "\0")
                        && doomed.compareAndSet(name, null)) {
                    cuts.incrementAndGet();
                    return;
                }
                client.getOutputStream().write(answer);
            }
        } catch (IOException _) {
            // one side closed the connection
        }
    }

    /** One message of the wire protocol: its length comes first. */
    private static byte[] message(InputStream in) throws IOException {
        var head = in.readNBytes(4);
        if (head.length < 4) {
            throw new IOException("hung up");
        }
        var length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        var whole = ByteBuffer.allocate(length).put(head).put(in.readNBytes(length - 4));
        return whole.array();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
