package io.crmesh.gateway.identity.token;

import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.TokenScopes;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Application service: it makes and revokes personal access tokens. No user can make a token, for themselves or another
 * user, with more scopes than the one they came with. Only the client of the installation's operator is no user.
 */
@Service
class TokenService {

    /** A new token and its details. It cannot be seen again. */
    record NewToken(AccessToken details, String token) {}

    private final AccessTokens tokens;
    private final Users users;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    TokenService(AccessTokens tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    NewToken make(String id, String owner, String name, Set<String> scopes, Duration lifetime, Caller by) {
        return makeOnce(id, owner, name, scopes, lifetime, by)
                .orElseThrow(
                        () -> Refusal.conflict("made-before", "This token was made before, and is shown only once"));
    }

    /** Empty if the token was made before, because it cannot be shown again. */
    Optional<NewToken> makeOnce(
            String id, String owner, String name, Set<String> scopes, Duration lifetime, Caller by) {
        if (!scopes.stream().allMatch(TokenScopes::exists)) {
            throw Refusal.impossible("scopes", "One of them does not exist");
        }
        if (reachFurther(scopes, by) && users.find(by.id()).isPresent()) {
            throw Refusal.impossible("scopes", "They reach further than those of the token you came with");
        }
        if (users.find(owner).isEmpty()) {
            throw Refusal.notFound("user");
        }
        var token = AccessToken.PREFIX + Secrets.fresh();
        var now = clock.instant();
        var details = new AccessToken(id, owner, name, Set.copyOf(scopes), now, now.plus(lifetime), null, null);
        return tokens.add(details, Secrets.hash(token)) ? Optional.of(new NewToken(details, token)) : Optional.empty();
    }

    private static boolean reachFurther(Set<String> scopes, Caller by) {
        return !by.scopes().contains(TokenScopes.FULL) && !by.scopes().containsAll(scopes);
    }

    void revoke(String owner, String id) {
        if (!tokens.revoke(owner, id, clock.instant())) {
            throw Refusal.notFound("token");
        }
    }
}
