package io.crmesh.gateway.testing;

import io.crmesh.web.Services;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Puts a stub behind each route. The stubs live as long as the tests. */
public final class StubServices implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final Map<String, StubService> ALL = start();

    private static Map<String, StubService> start() {
        var all = new LinkedHashMap<String, StubService>();
        Services.all().forEach(service -> all.put(service.name(), StubService.start()));
        return all;
    }

    public static StubService named(String name) {
        var service = ALL.get(name);
        if (service == null) {
            throw new IllegalArgumentException(name);
        }
        return service;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var addresses = new LinkedHashMap<String, Object>();
        Services.all()
                .forEach(service -> addresses.put(
                        service.urlVariable(), named(service.name()).url()));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("backends", addresses));
    }
}
