package io.crmesh.local.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Port allocation: the ports that this launcher has given to its parts. A service binds its port seconds later, so
 * each port is also reserved by a file lock that other launchers of the same user see.
 */
public final class Ports implements AutoCloseable {

    private static final int ATTEMPTS = 200;
    private static final int CONNECT_MILLIS = 200;

    private final Path reservations;
    private final List<FileChannel> held = new ArrayList<>();

    private Ports(Path reservations) {
        this.reservations = reservations;
    }

    public static Ports ofThisUser() throws IOException {
        var directory =
                Path.of(System.getProperty("java.io.tmpdir"), "crmesh-ports-" + System.getProperty("user.name"));
        return new Ports(Files.createDirectories(directory));
    }

    /** The preferred port, or the next one that is free. */
    public int take(int preferred) throws IOException {
        for (int port = preferred; port < preferred + ATTEMPTS && port <= 65_535; port++) {
            if (reserve(port)) {
                return port;
            }
        }
        throw new CommandFailure("No port is free from %d on; end what occupies them.".formatted(preferred));
    }

    private boolean reserve(int port) throws IOException {
        var channel = FileChannel.open(
                reservations.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(channel) && isFree(port)) {
            held.add(channel);
            return true;
        }
        channel.close();
        return false;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException lockedByThisProcess) {
            return false;
        }
    }

    /**
     * Whether a server can listen there. Some systems let two sockets bind one port, so no server may answer either.
     */
    public static boolean isFree(int port) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return canBind(address) && !answers(address);
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true); // Sockets that a killed part left in TIME_WAIT do not matter.
            probe.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean answers(InetSocketAddress address) {
        try (var probe = new Socket()) {
            probe.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : held) {
            channel.close();
        }
        held.clear();
    }
}
