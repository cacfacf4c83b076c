package io.crmesh.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlatformDefaultsTest {

    @Test
    void forwardedHeadersAreIgnored() {
        assertThat(environmentOf("parcel-shop").getProperty("server.forward-headers-strategy"))
                .isEqualTo("none");
    }

    @Test
    void addressesOfAllServicesComeFromTheList() {
        var environment = environmentOf("parcel-shop");

        assertThat(environment.getProperty("crm.services.orders")).isEqualTo("https://127.0.0.1:8102");
        assertThat(environment.getProperty("crm.services.tickets")).isEqualTo("https://tickets.example");
    }

    @Test
    void ownPortAndTokenScopesComeFromTheList() {
        var environment = environmentOf("order-service");

        assertThat(environment.getProperty("server.port")).isEqualTo("8102");
        assertThat(environment.getProperty("crm.auth.scopes", String[].class))
                .containsExactlyInAnyOrder("events:read", "owners:read");
    }

    @Test
    void moduleOutsideTheListReadsEventsOnly() {
        var environment = environmentOf("parcel-shop");

        assertThat(environment.getProperty("server.port")).isNull();
        assertThat(environment.getProperty("crm.auth.scopes")).isEqualTo("events:read");
    }

    private static StandardEnvironment environmentOf(String module) {
        var environment = new StandardEnvironment();
        var own = Map.<String, Object>of(
                "spring.application.name", module, "crm.scheme", "https", "CRM_TICKETS_URL", "https://tickets.example");
        environment.getPropertySources().addFirst(new MapPropertySource("own", own));
        new PlatformDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
