package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;

class PlatformDefaultsTest {

    @Test
    void nobodyIsBelievedAboutWhereARequestCameFrom() {
        var environment = new StandardEnvironment();

        new PlatformDefaults().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("server.forward-headers-strategy")).isEqualTo("none");
    }
}
