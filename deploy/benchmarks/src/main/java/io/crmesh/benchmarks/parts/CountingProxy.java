package io.crmesh.benchmarks.parts;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** TCP proxy between a service and the database that counts commands; each command is one round trip. */
public final class CountingProxy implements Closeable {

    private final ServerSocket listener;
    private final int target;
    private final Map<String, LongAdder> commands = new ConcurrentHashMap<>();

    private CountingProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Starts a proxy on a free port of 127.0.0.1. */
    public static CountingProxy before(int target) throws IOException {
        var proxy = new CountingProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
        var _ = Thread.ofVirtual().name("proxy").start(proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Counts of all commands until now, without the monitoring of the driver. */
    public Map<String, Long> commands() {
        var counted = new TreeMap<String, Long>();
        commands.forEach((name, count) -> counted.put(name, count.sum()));
        return counted;
    }

    private void accept() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (SocketException closed) {
            // The socket is closed anyway.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Socket client) throws IOException {
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        var _ = Thread.ofVirtual().start(() -> until(client, server, () -> questions(client, server)));
        var _ = Thread.ofVirtual()
                .start(() -> until(client, server, () -> server.getInputStream().transferTo(client.getOutputStream())));
    }

    /** Work that ends with an exception when the connection is closed. */
    @FunctionalInterface
    private interface Copying {
        void run() throws IOException;
    }

    private static void until(Socket client, Socket server, Copying copying) {
        try (client;
                server) {
            copying.run();
        } catch (IOException ended) {
            // Either side may close the connection at any time.
        }
    }

    private void questions(Socket client, Socket server) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var out = server.getOutputStream();
        while (true) {
            var message = WireMessage.read(in);
            var name = message.command();
            if (!name.equals("hello") && !name.equalsIgnoreCase("isMaster")) {
                commands.computeIfAbsent(name, _ -> new LongAdder()).increment();
            }
            message.writeTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
