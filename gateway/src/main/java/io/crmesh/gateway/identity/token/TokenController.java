package io.crmesh.gateway.identity.token;

import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.Page;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller for personal access tokens. Users who are signed in with a browser manage their own tokens; with the
 * permission, those of all users. With a token, the permission is needed for own tokens, too: a leaked token would make
 * others that last.
 */
@RestController
@RequestMapping("/api/users/{user}/tokens")
class TokenController {

    private static final int DEFAULT_DAYS = 30;

    /**
     * A new token.
     *
     * @param days after which it ends; 30 by default
     */
    record NewToken(
            @NotBlank @PlainText @Size(max = 100) String name,
            @NotNull @NotEmpty @Size(max = 50) Set<@NotBlank String> scopes,
            @Nullable @Min(1) @Max(365) Integer days) {}

    /**
     * A token. The response that creates it is the only one that contains the token itself.
     *
     * @param usedAt when it was last used, to the hour
     */
    record TokenView(
            String id,
            String name,
            List<String> scopes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant usedAt,
            @Nullable String token) {

        static TokenView of(AccessToken token, @Nullable String secret) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    BsonFields.sorted(token.scopes()),
                    token.createdAt(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.usedAt(),
                    secret);
        }
    }

    private final AccessTokens tokens;
    private final TokenService service;
    private final AccessLog accessLog;

    TokenController(AccessTokens tokens, TokenService service, AccessLog accessLog) {
        this.tokens = tokens;
        this.service = service;
        this.accessLog = accessLog;
    }

    @GetMapping
    @Needs(value = "users:read", orOwner = "user", inPerson = true)
    ResponseEntity<Page<TokenView>> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String user,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var owner = caller.resolve(user);
        var found = tokens.of(owner, after, Page.limit(limit) + 1).stream()
                .map(each -> TokenView.of(each, null))
                .toList();
        var shown = Stream.concat(Stream.of(owner), Page.ids(found, limit, TokenView::id).stream());
        accessLog.shown(caller, "users:read", "GET /api/users/{user}/tokens", RecordIds.among(shown.toList()));
        return Page.of(found, limit, "/api/users/%s/tokens".formatted(owner), TokenView::id);
    }

    @PostMapping
    @Needs(value = "users:write", orOwner = "user", inPerson = true)
    ResponseEntity<TokenView> make(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String user,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NewToken request) {
        var owner = caller.resolve(user);
        var lifetime = Duration.ofDays(Objects.requireNonNullElse(request.days(), DEFAULT_DAYS));
        var made = service.make(
                RecordIds.of("tok_", caller, key), owner, request.name(), request.scopes(), lifetime, caller);
        accessLog.tokenChanged(
                caller, "POST /api/users/{user}/tokens", owner, made.details().id());
        return ResponseEntity.created(URI.create("/api/users/%s/tokens/%s"
                        .formatted(owner, made.details().id())))
                .body(TokenView.of(made.details(), made.token()));
    }

    /** The token works for two more seconds at most. */
    @DeleteMapping("/{id}")
    @Needs(value = "users:write", orOwner = "user", inPerson = true)
    ResponseEntity<Void> revoke(
            @AuthenticationPrincipal Caller caller, @PathVariable String user, @PathVariable String id) {
        var owner = caller.resolve(user);
        service.revoke(owner, id);
        accessLog.tokenChanged(caller, "DELETE /api/users/{user}/tokens/{id}", owner, id);
        return ResponseEntity.noContent().build();
    }
}
