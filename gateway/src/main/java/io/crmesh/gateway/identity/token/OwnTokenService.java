package io.crmesh.gateway.identity.token;

import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.TokenScopes;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.web.PlainText;
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

/** Application service: users manage their own personal access tokens with a browser. */
@Service
public class OwnTokenService {

    /** A valid token; days are those of UTC. */
    public record ValidToken(
            String id,
            String name,
            List<String> scopes,
            LocalDate madeOn,
            LocalDate endsOn,
            @Nullable LocalDate usedOn) {

        static ValidToken of(AccessToken token) {
            var used = token.usedAt();
            return new ValidToken(
                    token.id(),
                    token.name(),
                    BsonFields.sorted(token.scopes()),
                    day(token.createdAt()),
                    day(token.expiresAt()),
                    used == null ? null : day(used));
        }

        private static LocalDate day(Instant time) {
            return LocalDate.ofInstant(time, ZoneOffset.UTC);
        }
    }

    /** The token that a user asks for. */
    public record TokenRequest(String name, Set<String> scopes, int days) {}

    /** The result of asking for a token. */
    public sealed interface Outcome {

        /** The token itself, which is shown only this once. */
        record Made(String token) implements Outcome {}

        /** The same form made it before. */
        record MadeBefore() implements Outcome {}

        /** The request is invalid. */
        record Invalid(InvalidPart part) implements Outcome {}
    }

    /** The invalid part of a request. */
    public enum InvalidPart {
        NAME,
        SCOPES,
        DAYS
    }

    public static final String FULL = TokenScopes.FULL;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DAYS = 365;

    private final AccessTokens tokens;
    private final TokenService service;
    private final boolean external;
    private final AccessLog accessLog;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    OwnTokenService(AccessTokens tokens, TokenService service, IdentitySettings settings, AccessLog accessLog) {
        this.tokens = tokens;
        this.service = service;
        this.external = settings.external();
        this.accessLog = accessLog;
    }

    /** The scopes to which a token can be restricted. */
    public static List<String> scopes() {
        return TokenScopes.single();
    }

    /** The valid tokens; empty if an external issuer manages tokens. */
    public Optional<List<ValidToken>> of(Caller owner) {
        return external
                ? Optional.empty()
                : Optional.of(tokens.valid(owner.id(), clock.instant()).stream()
                        .map(ValidToken::of)
                        .toList());
    }

    /**
     * Makes a token, if the request is valid.
     *
     * @param form identifies a form, which may be sent twice
     */
    public Outcome make(Caller owner, String form, TokenRequest request) {
        if (request.name().isBlank()
                || request.name().length() > MAX_NAME_LENGTH
                || !PlainText.Check.isPlain(request.name().strip())) {
            return new Outcome.Invalid(InvalidPart.NAME);
        }
        if (!areUnambiguous(request.scopes())) {
            return new Outcome.Invalid(InvalidPart.SCOPES);
        }
        if (request.days() < 1 || request.days() > MAX_DAYS) {
            return new Outcome.Invalid(InvalidPart.DAYS);
        }
        var id = RecordIds.of("tok_", owner, Secrets.hash(form));
        return service.makeOnce(
                        id, owner.id(), request.name(), request.scopes(), Duration.ofDays(request.days()), owner)
                .<Outcome>map(made -> {
                    accessLog.tokenChanged(owner, "POST /account/tokens", owner.id(), id);
                    return new Outcome.Made(made.token());
                })
                .orElseGet(Outcome.MadeBefore::new);
    }

    /** A request that names single scopes and the full one is ambiguous. */
    private static boolean areUnambiguous(Set<String> scopes) {
        return scopes.stream().allMatch(TokenScopes::exists)
                && (scopes.contains(FULL) ? scopes.size() == 1 : !scopes.isEmpty());
    }

    /** A token of another user stays as it is. */
    public void revoke(Caller owner, String id) {
        if (tokens.revoke(owner.id(), id, clock.instant())) {
            accessLog.tokenChanged(owner, "POST /account/tokens/revoke", owner.id(), id);
        }
    }
}
