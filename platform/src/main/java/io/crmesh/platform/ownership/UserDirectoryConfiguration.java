package io.crmesh.platform.ownership;

import io.crmesh.platform.auth.ServiceTokens;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration of the questions about users and teams. Each service that asks them imports it; it needs the token scope
 * {@code owners:read}, or {@code contacts:read} to ask for addresses.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserDirectorySettings.class)
public class UserDirectoryConfiguration {

    @Bean
    UserDirectory userDirectory(UserDirectorySettings settings, ServiceTokens serviceTokens) {
        return new UserDirectory(settings, serviceTokens);
    }
}
