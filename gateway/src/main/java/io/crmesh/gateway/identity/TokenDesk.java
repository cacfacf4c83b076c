package io.crmesh.gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Gives and takes back personal access tokens. Nobody gives themselves one that reaches further than the one they came with. */
@Service
class TokenDesk {

    /** By which a token of ours is told from others, and found where it should not be. */
    static final String PREFIX = "crm_";

    /** A token that was made, and what it is; the only time that it can be seen. */
    record Made(AccessToken about, String token) {}

    private final AccessTokens tokens;
    private final Users users;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    TokenDesk(AccessTokens tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    Made make(String id, String owner, String name, Set<String> scopes, Duration lasts, Visitor by) {
        return tryToMake(id, owner, name, scopes, lasts, by)
                .orElseThrow(
                        () -> Refused.conflict("made-before", "This token was made before, and is shown only once"));
    }

    /** Nothing if it was made before: it cannot be shown again. */
    Optional<Made> tryToMake(String id, String owner, String name, Set<String> scopes, Duration lasts, Visitor by) {
        if (!scopes.stream().allMatch(Scopes::exists)) {
            throw Refused.impossible("scopes", "One of them does not exist");
        }
        var mine = owner.equals(by.id());
        if (mine && !by.scopes().contains(Scopes.WHOLE) && !by.scopes().containsAll(scopes)) {
            throw Refused.impossible("scopes", "They reach further than those of the token you came with");
        }
        if (users.find(owner).isEmpty()) {
            throw Refused.notFound("user");
        }
        var token = PREFIX + Secrets.fresh();
        var now = clock.instant();
        var about = new AccessToken(id, owner, name, Set.copyOf(scopes), now, now.plus(lasts), null, null);
        return tokens.add(about, Secrets.hash(token)) ? Optional.of(new Made(about, token)) : Optional.empty();
    }

    void revoke(String owner, String id) {
        if (!tokens.revoke(owner, id, clock.instant())) {
            throw Refused.notFound("token");
        }
    }
}
