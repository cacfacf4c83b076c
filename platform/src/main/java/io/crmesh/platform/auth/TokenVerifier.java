package io.crmesh.platform.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.RemoteKeySourceException;
import io.crmesh.web.Issuer;
import io.crmesh.web.IssuerKeys;
import io.crmesh.web.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifier of access tokens: checks signature, issuer, audience and time locally. A verified token is cached for a
 * minute at most, because the same token comes with every request.
 */
public class TokenVerifier {

    /** Our own tokens are not longer than this. */
    private static final int LONGEST = 6 * 1024;

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 2_000;

    private record Checked(Caller caller, Instant end) {}

    private final NimbusJwtDecoder decoder;
    private final Clock clock;
    private final Cache<String, Checked> checked =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    TokenVerifier(Issuer issuer, String audience, Clock clock) {
        this.clock = clock;
        this.decoder = NimbusJwtDecoder.withJwkSource(new IssuerKeys(issuer))
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(valid(issuer.name(), audience, clock));
    }

    private static OAuth2TokenValidator<Jwt> valid(String issuer, String audience, Clock clock) {
        var times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<Collection<String>>(
                        JwtClaimNames.AUD, meant -> meant != null && meant.contains(audience)),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, who -> who != null && !who.isBlank()));
    }

    /** The caller; empty if the token is not valid. Throws {@link IssuerUnavailable} if that cannot be decided now. */
    public Optional<Caller> caller(String token) {
        if (token.getBytes(UTF_8).length > LONGEST) {
            return Optional.empty();
        }
        var known = checked.getIfPresent(token);
        if (known != null && clock.instant().isBefore(known.end())) {
            return Optional.of(known.caller());
        }
        try {
            var jwt = decoder.decode(token);
            var caller = read(jwt);
            checked.put(token, new Checked(caller, Objects.requireNonNull(jwt.getExpiresAt())));
            return Optional.of(caller);
        } catch (BadJwtException _) {
            return Optional.empty();
        } catch (JwtException e) {
            if (e.getCause() instanceof RemoteKeySourceException) {
                throw new IssuerUnavailable(e);
            }
            return Optional.empty();
        }
    }

    private static Caller read(Jwt jwt) {
        var roles = texts(jwt, "roles").stream()
                .flatMap(name -> Role.named(name).stream())
                .collect(Collectors.toSet());
        var scope = jwt.getClaims().get("scope");
        var scopes = scope instanceof String words ? Set.copyOf(List.of(words.split(" "))) : texts(jwt, "scope");
        return Caller.of(Objects.requireNonNull(jwt.getSubject()), roles, texts(jwt, "teams"), scopes);
    }

    private static Set<String> texts(Jwt jwt, String claim) {
        var value = jwt.getClaims().get(claim);
        var values = value instanceof Collection<?> all ? all : List.of();
        return values.stream()
                .flatMap(each -> each instanceof String text ? Stream.of(text) : Stream.empty())
                .collect(Collectors.toSet());
    }
}
