package io.crmesh.local.supervision;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.function.BooleanSupplier;

/**
 * Value object: a part of an installation, such as a service or the database. It has a process of its own or shares one.
 *
 * @param address shown to users
 */
public record Part(String name, String address, ReadinessProbe probe) {

    /** Readiness probe of a part. */
    public sealed interface ReadinessProbe {

        /** Whether the part is ready now. */
        default boolean succeeds(boolean sawReadyLine) {
            return switch (this) {
                case ReadyLine() -> sawReadyLine;
                case HttpProbe probe -> probe.isOk();
                case CustomProbe(var check) -> check.getAsBoolean();
            };
        }

        /** The part writes {@code ready} to its standard output. */
        record ReadyLine() implements ReadinessProbe {
            public static boolean matches(String line) {
                return line.equals("ready") || line.startsWith("ready ");
            }
        }

        /** The part answers a GET of this address with 200. */
        record HttpProbe(URI address) implements ReadinessProbe {

            private static final int TIMEOUT_MILLIS = 2_000;

            private boolean isOk() {
                try {
                    var connection = (HttpURLConnection) address.toURL().openConnection();
                    connection.setConnectTimeout(TIMEOUT_MILLIS);
                    connection.setReadTimeout(TIMEOUT_MILLIS);
                    try (var body = connection.getInputStream()) {
                        var _ = body.readAllBytes(); // So that the connection can be used again.
                        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                    }
                } catch (IOException notYet) {
                    return false;
                }
            }
        }

        /** The part passes a check of its own kind. */
        record CustomProbe(BooleanSupplier check) implements ReadinessProbe {}
    }
}
