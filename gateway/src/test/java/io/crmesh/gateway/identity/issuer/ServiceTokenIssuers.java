package io.crmesh.gateway.identity.issuer;

import io.crmesh.gateway.identity.IdentitySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Factory of issuers of service tokens for tests of other packages. */
public final class ServiceTokenIssuers {

    private ServiceTokenIssuers() {}

    public static ServiceTokenIssuer create(@Nullable Path signingKeys, IdentitySettings settings) {
        var keys = new SigningKeys(signingKeys);
        return new ServiceTokenIssuer(new NimbusJwtEncoder(keys), keys, settings);
    }
}
