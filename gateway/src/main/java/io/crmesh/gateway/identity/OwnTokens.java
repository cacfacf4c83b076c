package io.crmesh.gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What people do with their own personal access tokens at a browser. */
@Service
public class OwnTokens {

    /** A token that is good; days are those of UTC. */
    public record Shown(
            String id,
            String name,
            List<String> scopes,
            LocalDate madeOn,
            LocalDate endsOn,
            @Nullable LocalDate usedOn) {

        static Shown of(AccessToken token) {
            var used = token.usedAt();
            return new Shown(
                    token.id(),
                    token.name(),
                    Bson.sorted(token.scopes()),
                    day(token.createdAt()),
                    day(token.expiresAt()),
                    used == null ? null : day(used));
        }

        private static LocalDate day(Instant time) {
            return LocalDate.ofInstant(time, ZoneOffset.UTC);
        }
    }

    /** What somebody asks for. */
    public record Wish(String name, Set<String> scopes, int days) {}

    /** What became of a wish. */
    public sealed interface Outcome {

        /** The token itself is shown this once. */
        record Made(String token) implements Outcome {}

        /** It was made before, by the same form. */
        record MadeBefore() implements Outcome {}

        /** It makes no sense, and of that what is wrong. */
        record Unfit(Fault fault) implements Outcome {}
    }

    /** What can be wrong with a wish. */
    public enum Fault {
        NAME,
        SCOPES,
        DAYS
    }

    public static final String WHOLE = Scopes.WHOLE;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DAYS = 365;

    private final AccessTokens tokens;
    private final TokenDesk desk;
    private final boolean external;
    private final Audit audit;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    OwnTokens(AccessTokens tokens, TokenDesk desk, IdentitySettings settings, Audit audit) {
        this.tokens = tokens;
        this.desk = desk;
        this.external = settings.external();
        this.audit = audit;
    }

    /** What a token may be restricted to. */
    public static List<String> scopes() {
        return Scopes.single();
    }

    /** Those that are good; nothing if another issuer looks after tokens. */
    public Optional<List<Shown>> of(Visitor owner) {
        return external
                ? Optional.empty()
                : Optional.of(tokens.good(owner.id(), clock.instant()).stream()
                        .map(Shown::of)
                        .toList());
    }

    /**
     * Makes a token, if the wish makes sense.
     *
     * @param form by which the same form is known that was sent twice
     */
    public Outcome make(Visitor owner, String form, Wish wish) {
        if (wish.name().isBlank() || wish.name().length() > LONGEST_NAME) {
            return new Outcome.Unfit(Fault.NAME);
        }
        if (!areClear(wish.scopes())) {
            return new Outcome.Unfit(Fault.SCOPES);
        }
        if (wish.days() < 1 || wish.days() > MOST_DAYS) {
            return new Outcome.Unfit(Fault.DAYS);
        }
        var id = Ids.of("tok_", owner, Secrets.hash(form));
        return desk.tryToMake(id, owner.id(), wish.name(), wish.scopes(), Duration.ofDays(wish.days()), owner)
                .<Outcome>map(made -> {
                    audit.token(owner, "POST /account/tokens", owner.id(), id);
                    return new Outcome.Made(made.token());
                })
                .orElseGet(Outcome.MadeBefore::new);
    }

    /** Whoever names some permissions and everything, too, meant one of it. */
    private static boolean areClear(Set<String> scopes) {
        return scopes.stream().allMatch(Scopes::exists)
                && (scopes.contains(WHOLE) ? scopes.size() == 1 : !scopes.isEmpty());
    }

    /** Nothing happens to one that is not theirs. */
    public void revoke(Visitor owner, String id) {
        if (tokens.revoke(owner.id(), id, clock.instant())) {
            audit.token(owner, "POST /account/tokens/revoke", owner.id(), id);
        }
    }
}
