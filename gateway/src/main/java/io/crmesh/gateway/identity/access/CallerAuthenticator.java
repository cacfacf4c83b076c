package io.crmesh.gateway.identity.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import com.nimbusds.jose.RemoteKeySourceException;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.CallerAuthentication;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.TokenScopes;
import io.crmesh.gateway.identity.issuer.ServiceTokenIssuer;
import io.crmesh.gateway.identity.token.AccessToken;
import io.crmesh.gateway.identity.token.AccessTokens;
import io.crmesh.gateway.identity.user.User;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.ratelimit.SignInRateLimit;
import io.crmesh.web.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Authenticates callers by their token, or by their sign-in with a browser. A personal access token is looked up and
 * exchanged for a token that the services can verify; a token of the issuer is passed on. Results are cached for two
 * seconds: so long a revoked token works, and a removed role counts.
 */
@Component
public class CallerAuthenticator {

    private static final Duration CACHED_FOR = Duration.ofSeconds(2);
    private static final int MAX_CACHED = 10_000;

    /** The issuer makes no longer token, and the services accept none. */
    private static final int MAX_TOKEN_LENGTH = 6 * 1024;

    /** This address sent too many invalid tokens. */
    static final class TooManyInvalidTokens extends AuthenticationException {
        private TooManyInvalidTokens() {
            super("Too many invalid tokens");
        }
    }

    /** The database or the issuer does not respond. */
    public static final class IdentityUnavailable extends AuthenticationException {
        public IdentityUnavailable(Exception cause) {
            super("Callers cannot be authenticated at the moment", cause);
        }
    }

    /** A sign-in as the key of a cache. Its type differs from that of any token. */
    private record SignIn(String user, Instant since) {}

    private record IssuedToken(CallerAuthentication authentication, long at) {
        boolean isFresh() {
            return System.nanoTime() - at
                    < ServiceTokenIssuer.LIFETIME.dividedBy(2).toNanos();
        }
    }

    private final AccessTokens tokens;
    private final Users users;
    private final ServiceTokenIssuer issuer;
    private final SignInRateLimit rateLimit;
    private final JwtDecoder decoder;
    private final boolean external;
    private final Clock clock = Clock.systemUTC();
    private final Cache<Object, CallerAuthentication> authenticated = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(CACHED_FOR)
            .build();
    private final Cache<Object, IssuedToken> issued = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(ServiceTokenIssuer.LIFETIME)
            .build();

    CallerAuthenticator(
            AccessTokens tokens,
            Users users,
            ServiceTokenIssuer issuer,
            JwtDecoder decoder,
            IdentitySettings settings,
            SignInRateLimit rateLimit) {
        this.tokens = tokens;
        this.users = users;
        this.issuer = issuer;
        this.rateLimit = rateLimit;
        this.decoder = decoder;
        this.external = settings.external();
    }

    /** Authenticates a request by its token. Invalid tokens count against the rate limit of their address. */
    Authentication authenticate(BearerTokenAuthenticationToken bearer, HttpServletRequest request) {
        var token = bearer.getToken();
        if (!isKnown(token) && !rateLimit.allowsUnknownToken(request)) {
            throw new TooManyInvalidTokens();
        }
        try {
            return ofToken(token);
        } catch (InvalidBearerTokenException e) {
            rateLimit.countInvalidToken(request);
            throw e;
        }
    }

    /**
     * A token that was valid a moment ago: its client shares an address with the sender of invalid tokens, and goes on.
     */
    private boolean isKnown(String token) {
        return authenticated.getIfPresent(token) != null || issued.getIfPresent(Secrets.hash(token)) != null;
    }

    /** Authenticates the caller who has this token. */
    public Authentication ofToken(String token) {
        return cached(token, () -> lookUp(token));
    }

    /** Authenticates a user who signed in at that time, unless they were signed out since. */
    public Authentication ofUser(String user, Instant since) {
        var signIn = new SignIn(user, since);
        return cached(signIn, () -> lookUp(signIn));
    }

    private Authentication cached(Object key, Supplier<CallerAuthentication> lookUp) {
        try {
            return authenticated.get(key, _ -> lookUp.get());
        } catch (MongoException e) {
            throw new IdentityUnavailable(e);
        }
    }

    private CallerAuthentication lookUp(SignIn signIn) {
        return users.find(signIn.user())
                .filter(_ -> !external)
                .filter(each -> each.isSignedInSince(signIn.since()))
                .map(each -> issued(signIn, caller(each, Set.of(TokenScopes.FULL), Caller.Way.IN_PERSON)))
                .orElseThrow(CallerAuthenticator::invalid);
    }

    private CallerAuthentication lookUp(String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw invalid();
        }
        return AccessToken.hasForm(token) ? ofAccessToken(token) : ofIssuer(token);
    }

    private CallerAuthentication ofAccessToken(String token) {
        var hash = Secrets.hash(token);
        return tokens.withHash(hash)
                .filter(_ -> !external)
                .filter(each -> each.isValidAt(clock.instant()))
                .flatMap(each -> users.find(each.user()).filter(User::active).map(user -> recordUse(each, user)))
                .map(caller -> issued(hash, caller))
                .orElseThrow(CallerAuthenticator::invalid);
    }

    private Caller recordUse(AccessToken token, User owner) {
        tokens.recordUse(token, clock.instant());
        return caller(owner, token.scopes(), Caller.Way.BY_TOKEN);
    }

    private static Caller caller(User user, Set<String> scopes, Caller.Way way) {
        return new Caller(user.id(), user.roles(), user.teams(), scopes, way);
    }

    private CallerAuthentication issued(Object key, Caller caller) {
        var known = issued.getIfPresent(key);
        if (known != null
                && known.isFresh()
                && known.authentication().getPrincipal().equals(caller)) {
            return known.authentication();
        }
        var renewed = new CallerAuthentication(caller, issuer.token(caller));
        issued.put(key, new IssuedToken(renewed, System.nanoTime()));
        return renewed;
    }

    private CallerAuthentication ofIssuer(String token) {
        try {
            return new CallerAuthentication(caller(decoder.decode(token)), token);
        } catch (BadJwtException _) {
            throw invalid();
        } catch (JwtException e) {
            if (e.getCause() instanceof RemoteKeySourceException) {
                throw new IdentityUnavailable(e);
            }
            throw invalid();
        }
    }

    private static Caller caller(Jwt jwt) {
        var roles = EnumSet.noneOf(Role.class);
        texts(jwt, "roles").forEach(name -> Role.named(name).ifPresent(roles::add));
        var scope = jwt.getClaims().get("scope");
        var scopes = scope instanceof String words ? Set.copyOf(List.of(words.split(" ", -1))) : texts(jwt, "scope");
        var subject = Objects.requireNonNull(jwt.getSubject());
        return new Caller(subject, roles, texts(jwt, "teams"), scopes, Caller.Way.BY_TOKEN);
    }

    private static Set<String> texts(Jwt jwt, String claim) {
        var texts = new HashSet<String>();
        var value = jwt.getClaims().get(claim);
        for (var each : value instanceof Collection<?> all ? all : List.of()) {
            if (each instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The error for a token or sign-in that does not hold, or no longer. */
    public static AuthenticationException invalid() {
        return new InvalidBearerTokenException("This token is not valid");
    }
}
