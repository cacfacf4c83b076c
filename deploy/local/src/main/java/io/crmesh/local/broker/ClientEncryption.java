package io.crmesh.local.broker;

import io.crmesh.tls.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Kafka client settings for TLS with a client certificate. */
public final class ClientEncryption {

    private ClientEncryption() {}

    /** All settings that a client needs beside the address of the broker. */
    public static Map<String, String> with(Certificates certificates) {
        var settings = new HashMap<>(stores(certificates));
        settings.put("security.protocol", "SSL");
        return settings;
    }

    /** The own certificate and the trusted authorities. */
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
