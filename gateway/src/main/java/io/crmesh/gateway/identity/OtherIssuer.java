package io.crmesh.gateway.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/** The issuer that is trusted instead of ours, as it describes itself, asked when it is first needed. */
class OtherIssuer {

    private static final int PATIENCE = (int) Duration.ofSeconds(2).toMillis();
    private static final int LONGEST = 256 * 1024;

    private final String name;
    private volatile @Nullable URI place;

    OtherIssuer(String name) {
        this.name = name;
    }

    JWKSet keys() throws IOException {
        try {
            return JWKSet.load(place().toURL(), PATIENCE, PATIENCE, LONGEST);
        } catch (ParseException e) {
            throw new IOException("The issuer's keys cannot be read", e);
        }
    }

    private URI place() throws IOException {
        var known = place;
        if (known == null) {
            known = URI.create(described());
            place = known;
        }
        return known;
    }

    private String described() throws IOException {
        try {
            var about = ClientRegistrations.fromIssuerLocation(name)
                    .registrationId("keys")
                    .clientId("keys")
                    .build();
            var keys = about.getProviderDetails().getJwkSetUri();
            if (keys == null) {
                throw new IOException("The issuer does not say where its keys are");
            }
            return keys;
        } catch (IllegalArgumentException | IllegalStateException e) { // so it is said that it does not describe itself
            throw new IOException("The issuer does not describe itself", e);
        }
    }
}
