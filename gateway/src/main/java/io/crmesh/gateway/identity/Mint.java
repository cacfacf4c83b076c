package io.crmesh.gateway.identity;

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

/** Makes the short-lived tokens that the services check, for those who came with something else. They never leave us. */
@Component
class Mint {

    static final Duration LASTS = Duration.ofMinutes(2);

    private final JwtEncoder encoder;
    private final SigningKeys keys;
    private final IdentitySettings settings;
    private final Clock clock = Clock.systemUTC();

    Mint(JwtEncoder encoder, SigningKeys keys, IdentitySettings settings) {
        this.encoder = encoder;
        this.keys = keys;
        this.settings = settings;
    }

    String token(Visitor visitor) {
        var now = clock.instant();
        var claims = JwtClaimsSet.builder()
                .issuer(settings.issuerName())
                .audience(List.of(IdentitySettings.AUDIENCE))
                .subject(visitor.id())
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(now.plus(LASTS))
                .claim("scope", String.join(" ", new TreeSet<>(visitor.scopes())))
                .claim("roles", Bson.sorted(visitor.roles()))
                .claim("teams", Bson.sorted(visitor.teams()))
                .build();
        var header =
                JwsHeader.with(SignatureAlgorithm.RS256).keyId(keys.current()).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
