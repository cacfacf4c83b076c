package io.crmesh.gateway.identity.issuer;

import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.IdentitySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/**
 * Issuer of the short-lived tokens that the services verify, for callers who authenticated in another way. These tokens
 * never leave the system.
 */
@Component
public class ServiceTokenIssuer {

    public static final Duration LIFETIME = Duration.ofMinutes(2);

    private final JwtEncoder encoder;
    private final SigningKeys keys;
    private final IdentitySettings settings;
    private final Clock clock = Clock.systemUTC();

    ServiceTokenIssuer(JwtEncoder encoder, SigningKeys keys, IdentitySettings settings) {
        this.encoder = encoder;
        this.keys = keys;
        this.settings = settings;
    }

    public String token(Caller caller) {
        var now = clock.instant();
        var claims = JwtClaimsSet.builder()
                .issuer(settings.issuerName())
                .audience(List.of(IdentitySettings.AUDIENCE))
                .subject(caller.id())
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(now.plus(LIFETIME))
                .claim("scope", String.join(" ", new TreeSet<>(caller.scopes())))
                .claim("roles", BsonFields.sorted(caller.roles()))
                .claim("teams", BsonFields.sorted(caller.teams()))
                .build();
        var header =
                JwsHeader.with(SignatureAlgorithm.RS256).keyId(keys.current()).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
