package io.crmesh.local.broker;

import io.crmesh.tls.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** How a program that has certificates connects to a broker that asks for them, in Kafka's own settings. */
public final class ClientEncryption {

    private ClientEncryption() {}

    /** All that a client needs, beside where the broker is. */
    public static Map<String, String> with(Certificates certificates) {
        var settings = new HashMap<>(stores(certificates));
        settings.put("security.protocol", "SSL");
        return settings;
    }

    /** What is shown to the other side, and whom one believes. */
    static Map<String, String> stores(Certificates certificates) {
        try {
            return Map.of(
                    "ssl.keystore.type", "PEM",
                    "ssl.keystore.certificate.chain", Files.readString(certificates.own()),
                    "ssl.keystore.key", Files.readString(certificates.key()),
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.certificates", Files.readString(certificates.authorities()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
