package io.crmesh.gateway.routing;

import io.crmesh.web.Role;
import io.crmesh.web.Services;
import java.util.HashMap;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Adds a route and a client for each service of the list of services, with the lowest precedence. */
final class ServiceDefaults implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var settings = new HashMap<String, Object>();
        for (var service : Services.all()) {
            settings.put("crm.routes." + service.name() + ".uri", service.url());
            var client = "crm.identity.clients." + service.module();
            settings.put(client + ".role", Role.SERVICE.name());
            settings.put(client + ".scopes", String.join(",", service.scopes()));
        }
        environment.getPropertySources().addLast(new MapPropertySource("services.csv", settings));
    }
}
