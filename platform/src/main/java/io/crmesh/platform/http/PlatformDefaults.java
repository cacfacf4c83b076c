package io.crmesh.platform.http;

import io.crmesh.web.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Adds the settings that all services share, and those that the list of services gives, with the lowest precedence. */
final class PlatformDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String FILE = "platform-defaults.properties";

    /** Runs after the service's own settings are read, and before the post-processors that evaluate these. */
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var sources = environment.getPropertySources();
        sources.addLast(new MapPropertySource("services.csv", listed(environment)));
        try {
            sources.addLast(new ResourcePropertySource(new ClassPathResource(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is part of this module", e);
        }
    }

    /**
     * The addresses of all services, because a consumer that missed events fetches them from the service that owns them;
     * and this service's own port and token scopes.
     */
    private static Map<String, Object> listed(ConfigurableEnvironment environment) {
        var settings = new HashMap<String, Object>();
        Services.all().forEach(service -> settings.put("crm.services." + service.name(), service.url()));
        Services.ofModule(environment.getProperty("spring.application.name", ""))
                .ifPresent(own -> {
                    settings.put("crm.auth.scopes", String.join(",", own.scopes()));
                    settings.put("server.port", "${PORT:%d}".formatted(own.port()));
                });
        return settings;
    }
}
