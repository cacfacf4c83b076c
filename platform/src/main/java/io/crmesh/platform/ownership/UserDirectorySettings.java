package io.crmesh.platform.ownership;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the questions about users and teams.
 *
 * @param address of the gateway, which knows them
 * @param externalIssuer the issuer that knows them instead, which cannot be asked
 */
@ConfigurationProperties("crm.users")
record UserDirectorySettings(URI address, @Nullable String externalIssuer) {

    boolean external() {
        return externalIssuer != null && !externalIssuer.isBlank();
    }
}
