package io.crmesh.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Puts a small service behind each route. They live as long as the tests do. */
final class Backends implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final Map<String, Backend> ALL = start();

    private static Map<String, Backend> start() {
        var all = new LinkedHashMap<String, Backend>();
        for (var name : List.of("customers", "orders", "interactions", "tickets", "marketing")) {
            all.put(name, Backend.start());
        }
        return all;
    }

    static Backend named(String name) {
        var backend = ALL.get(name);
        if (backend == null) {
            throw new IllegalArgumentException(name);
        }
        return backend;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var addresses = new LinkedHashMap<String, Object>();
        ALL.forEach((name, backend) -> addresses.put("CRM_" + name.toUpperCase(Locale.ROOT) + "_URL", backend.url()));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("backends", addresses));
    }
}
