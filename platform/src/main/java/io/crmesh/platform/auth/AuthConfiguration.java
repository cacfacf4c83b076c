package io.crmesh.platform.auth;

import io.crmesh.web.Issuer;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Configuration of authentication: of callers here, and of this service at other services. */
@AutoConfiguration
@EnableConfigurationProperties(AuthSettings.class)
public class AuthConfiguration {

    @Bean
    Issuer issuer(AuthSettings settings) {
        return new Issuer(settings.issuer());
    }

    @Bean
    TokenVerifier tokens(Issuer issuer, AuthSettings settings, ObjectProvider<Clock> clocks) {
        return new TokenVerifier(issuer, settings.audience(), clocks.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ServiceTokens serviceTokens(Issuer issuer, AuthSettings settings, Environment environment) {
        var me = environment.getProperty("spring.application.name", "service");
        return new ServiceTokens(issuer, me, settings.secrets(), settings.scopes());
    }
}
