package io.crmesh.tls;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Environment post-processor: with {@code CRM_TLS} a Spring application uses TLS only, as a server and as a client of
 * brokers and databases, and trusts the authorities in that folder. Without it, the application must not listen on a
 * network, unless a setting tells that a proxy encrypts.
 *
 * <p>The settings have the lowest precedence, so each can be overridden. Other settings may refer to {@code crm.scheme}
 * and {@code crm.encrypted}.
 */
final class TlsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final String BUNDLE = "crm";

    /** Runs after the post-processors that read configuration files. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var folder = environment.getProperty(Certificates.VARIABLE, "");
        var settings = folder.isBlank() ? plaintextSettings() : tlsSettings(Certificates.in(Path.of(folder)));
        environment.getPropertySources().addLast(new MapPropertySource("tls", settings));
        if (folder.isBlank()) {
            var allowed = environment.getProperty(Plaintext.VARIABLE);
            Plaintext.requireLoopback("server.address", environment.getProperty("server.address", "0.0.0.0"), allowed);
            if (listensForManagement(environment)) {
                var address = environment.getProperty("management.server.address", "");
                Plaintext.requireLoopback("management.server.address", address, allowed);
            }
        }
    }

    /** Without a management port of its own, the management address is not used. */
    private static boolean listensForManagement(ConfigurableEnvironment environment) {
        return !environment.getProperty("management.server.port", "").isBlank();
    }

    private static Map<String, Object> plaintextSettings() {
        return Map.of("crm.scheme", "http", "crm.encrypted", "false");
    }

    private static Map<String, Object> tlsSettings(Certificates certificates) {
        Certificates.trust(certificates.authorities());
        var settings = new LinkedHashMap<String, Object>();
        settings.put("crm.scheme", "https");
        settings.put("crm.encrypted", "true");
        var pem = "spring.ssl.bundle.pem." + BUNDLE;
        settings.put(pem + ".keystore.certificate", "file:" + certificates.own());
        settings.put(pem + ".keystore.private-key", "file:" + certificates.key());
        settings.put(pem + ".truststore.certificate", "file:" + certificates.authorities());
        settings.put(pem + ".reload-on-update", "true");
        settings.put("server.ssl.bundle", BUNDLE);
        settings.put("spring.kafka.security.protocol", "SSL");
        settings.put("spring.kafka.ssl.bundle", BUNDLE);
        settings.put("spring.mongodb.ssl.bundle", BUNDLE);
        return settings;
    }
}
