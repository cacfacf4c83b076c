package io.crmesh.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import com.nimbusds.jose.RemoteKeySourceException;
import io.crmesh.gateway.Strangers;
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
 * Tells who brings a token: a personal access token, looked up and changed for one that the services can check; or a
 * token of the issuer, which is passed on. And who signed in with a browser, for whom such a token is made. What was
 * found holds for two seconds: as long as that, a revoked token works, and a user who lost a role has it.
 */
@Component
public class Credentials {

    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final int MOST = 10_000;

    /** No token of ours is longer, and the services take no longer one. */
    private static final int LONGEST = 6 * 1024;

    /** There were too many wrong tokens from there. */
    static final class TooOften extends AuthenticationException {
        private TooOften() {
            super("Too many wrong tokens");
        }
    }

    /** The database or the issuer cannot be asked. */
    public static final class Away extends AuthenticationException {
        public Away(Exception cause) {
            super("Nobody can be recognised for now", cause);
        }
    }

    /** Somebody who signed in, which is another kind of thing than any text that a token can be. */
    private record Person(String user, Instant since) {}

    private record Minted(SignedIn signedIn, long at) {
        boolean isYoung() {
            return System.nanoTime() - at < Mint.LASTS.dividedBy(2).toNanos();
        }
    }

    private final AccessTokens tokens;
    private final Users users;
    private final Mint mint;
    private final Strangers strangers;
    private final JwtDecoder decoder;
    private final boolean external;
    private final Clock clock = Clock.systemUTC();
    private final Cache<Object, SignedIn> found =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();
    private final Cache<Object, Minted> minted =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Mint.LASTS).build();

    Credentials(
            AccessTokens tokens,
            Users users,
            Mint mint,
            JwtDecoder decoder,
            IdentitySettings settings,
            Strangers strangers) {
        this.tokens = tokens;
        this.users = users;
        this.mint = mint;
        this.strangers = strangers;
        this.decoder = decoder;
        this.external = settings.external();
    }

    /** Who sends a request with a token. Wrong ones cost whoever brings them. */
    Authentication authenticate(BearerTokenAuthenticationToken claimed, HttpServletRequest request) {
        var token = claimed.getToken();
        if (!isKnown(token) && !strangers.mayTry(request)) {
            throw new TooOften();
        }
        try {
            return ofToken(token);
        } catch (InvalidBearerTokenException e) {
            strangers.failed(request);
            throw e;
        }
    }

    /** Good a moment ago: whoever shares an address with a stranger goes on. */
    private boolean isKnown(String token) {
        return found.getIfPresent(token) != null || minted.getIfPresent(Secrets.hash(token)) != null;
    }

    /** Whoever brings this token. */
    public Authentication ofToken(String token) {
        return lookedUp(token, () -> find(token));
    }

    /** Somebody who signed in here at that time, unless they were signed out since. */
    public Authentication ofPerson(String user, Instant since) {
        var person = new Person(user, since);
        return lookedUp(person, () -> find(person));
    }

    private Authentication lookedUp(Object what, Supplier<SignedIn> find) {
        try {
            return found.get(what, _ -> find.get());
        } catch (MongoException e) {
            throw new Away(e);
        }
    }

    private SignedIn find(Person person) {
        return users.find(person.user())
                .filter(_ -> !external)
                .filter(each -> each.isSignedInSince(person.since()))
                .map(each -> minted(person, visitor(each, Set.of(Scopes.WHOLE), Visitor.Way.IN_PERSON)))
                .orElseThrow(Credentials::invalid);
    }

    private SignedIn find(String token) {
        if (token.length() > LONGEST) {
            throw invalid();
        }
        return token.startsWith(TokenDesk.PREFIX) ? ofAccessToken(token) : ofIssuer(token);
    }

    private SignedIn ofAccessToken(String token) {
        var hash = Secrets.hash(token);
        return tokens.withHash(hash)
                .filter(_ -> !external)
                .filter(each -> each.isGoodAt(clock.instant()))
                .flatMap(each -> users.find(each.user()).filter(User::active).map(user -> used(each, user)))
                .map(visitor -> minted(hash, visitor))
                .orElseThrow(Credentials::invalid);
    }

    private Visitor used(AccessToken token, User owner) {
        tokens.used(token, clock.instant());
        return visitor(owner, token.scopes(), Visitor.Way.BY_TOKEN);
    }

    private static Visitor visitor(User user, Set<String> scopes, Visitor.Way way) {
        return new Visitor(user.id(), user.roles(), user.teams(), scopes, way);
    }

    private SignedIn minted(Object what, Visitor visitor) {
        var known = minted.getIfPresent(what);
        if (known != null && known.isYoung() && known.signedIn().getPrincipal().equals(visitor)) {
            return known.signedIn();
        }
        var fresh = new SignedIn(visitor, mint.token(visitor));
        minted.put(what, new Minted(fresh, System.nanoTime()));
        return fresh;
    }

    private SignedIn ofIssuer(String token) {
        try {
            return new SignedIn(visitor(decoder.decode(token)), token);
        } catch (BadJwtException _) {
            throw invalid();
        } catch (JwtException e) {
            if (e.getCause() instanceof RemoteKeySourceException) {
                throw new Away(e);
            }
            throw invalid();
        }
    }

    private static Visitor visitor(Jwt jwt) {
        var roles = EnumSet.noneOf(Role.class);
        texts(jwt, "roles").forEach(name -> Role.named(name).ifPresent(roles::add));
        var scope = jwt.getClaims().get("scope");
        var scopes = scope instanceof String words ? Set.copyOf(List.of(words.split(" ", -1))) : texts(jwt, "scope");
        var who = Objects.requireNonNull(jwt.getSubject());
        return new Visitor(who, roles, texts(jwt, "teams"), scopes, Visitor.Way.BY_TOKEN);
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

    /** What somebody came with does not hold, or no longer. */
    public static AuthenticationException invalid() {
        return new InvalidBearerTokenException("This token is not valid");
    }
}
