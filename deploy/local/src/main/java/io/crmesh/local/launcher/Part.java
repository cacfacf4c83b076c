package io.crmesh.local.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process of an installation.
 *
 * @param address where it answers, for people to read
 * @param command starts with the program; a Java program takes its options right after that
 */
record Part(
        String name,
        Turn turn,
        String address,
        List<String> command,
        Map<String, String> environment,
        Sign sign,
        Optional<StartCache> cache) {

    /** When it is its turn to stop: nobody may lose what he still needs to finish his work. */
    enum Turn {
        SERVICE,
        MESSAGING,
        DATABASE
    }

    /** By what one sees that it is ready. */
    sealed interface Sign {

        /** Whether it is seen now, of a part that said so or did not. */
        default boolean isGiven(boolean saidReady) {
            return switch (this) {
                case SaysReady() -> saidReady;
                case Answers answers -> answers.isOk();
                case Obeys(var order) -> order.obeyed();
            };
        }

        /** It says {@code ready} on its standard output. */
        record SaysReady() implements Sign {
            static boolean in(String line) {
                return line.equals("ready") || line.startsWith("ready ");
            }
        }

        /** It answers this address with 200. */
        record Answers(URI probe) implements Sign {

            private static final int PATIENCE_MILLIS = 2_000;

            private boolean isOk() {
                try {
                    var connection = (HttpURLConnection) probe.toURL().openConnection();
                    connection.setConnectTimeout(PATIENCE_MILLIS);
                    connection.setReadTimeout(PATIENCE_MILLIS);
                    try (var body = connection.getInputStream()) {
                        var _ = body.readAllBytes(); // So that the connection can be used again.
                        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                    }
                } catch (IOException notYet) {
                    return false;
                }
            }
        }

        /** It was asked something that only a working one can answer, and answered. */
        record Obeys(Order order) implements Sign {}
    }

    /** Asks a part to get to work; answers whether it did. */
    @FunctionalInterface
    interface Order {
        boolean obeyed();
    }
}
