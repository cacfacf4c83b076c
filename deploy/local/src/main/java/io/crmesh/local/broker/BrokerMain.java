package io.crmesh.local.broker;

import io.crmesh.local.tls.Identity;
import java.nio.file.Path;

/**
 * Main class of the broker as a process of its own: {@code BrokerMain <directory> <port>}. It prints
 * {@code ready <port>} once it serves, and stops in order on SIGTERM. A heap of 128 MB is enough. Java options
 * {@code --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED} keep the JVM from warning about
 * Kafka.
 */
public final class BrokerMain {

    private BrokerMain() {}

    /** Serves until the process is stopped. */
    public static void main(String[] args) throws InterruptedException {
        try {
            var broker = EmbeddedBroker.open(directory(args), port(args), Identity.given());
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
            System.out.println("ready " + broker.port());
        } catch (BrokerUnavailable e) {
            System.err.println("The broker cannot start: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private static Path directory(String[] args) {
        if (args.length != 2) {
            throw new BrokerUnavailable("it needs a directory and a port.");
        }
        return Path.of(args[0]);
    }

    private static int port(String[] args) {
        try {
            int port = Integer.parseInt(args[1]);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number that is no port.
        }
        throw new BrokerUnavailable("%s is not a port.".formatted(args[1]));
    }
}
