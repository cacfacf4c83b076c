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
 * What {@code CRM_TLS} means for a program that runs on Spring: it listens with TLS only, asks brokers and databases
 * with TLS only, and believes the authorities in that folder. Without it, nothing may listen on a network, unless it was
 * told that something else sees to encryption.
 *
 * <p>The settings are below every other source, so that each can be set otherwise. Others may refer to {@code crm.scheme}
 * and {@code crm.encrypted}.
 */
final class Encryption implements EnvironmentPostProcessor, Ordered {

    private static final String BUNDLE = "crm";

    /** After what others bring. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var folder = environment.getProperty(Certificates.VARIABLE, "");
        var settings = folder.isBlank() ? without() : with(Certificates.in(Path.of(folder)));
        environment.getPropertySources().addLast(new MapPropertySource("tls", settings));
        if (folder.isBlank()) {
            var allowed = environment.getProperty(Plaintext.VARIABLE);
            Plaintext.keepHere("server.address", environment.getProperty("server.address", "0.0.0.0"), allowed);
            if (listensForManagement(environment)) {
                var address = environment.getProperty("management.server.address", "");
                Plaintext.keepHere("management.server.address", address, allowed);
            }
        }
    }

    /** Only then does it listen there at an address of its own, which is each one if none is named. */
    private static boolean listensForManagement(ConfigurableEnvironment environment) {
        return !environment.getProperty("management.server.port", "").isBlank();
    }

    private static Map<String, Object> without() {
        return Map.of("crm.scheme", "http", "crm.encrypted", "false");
    }

    private static Map<String, Object> with(Certificates certificates) {
        Certificates.believe(certificates.authorities());
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
