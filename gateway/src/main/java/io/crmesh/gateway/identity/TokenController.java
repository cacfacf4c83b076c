package io.crmesh.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.gateway.Needs;
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
 * The door to personal access tokens: everybody's own for whoever is there in person, and for those who may, everybody's.
 * Whoever comes with a token needs the permission for their own, too, or one that leaked would make others that last.
 */
@RestController
@RequestMapping("/api/users/{user}/tokens")
class TokenController {

    private static final int DAYS = 30;

    /**
     * @param days after which it ends; 30 unless said
     */
    record NewToken(
            @NotBlank @Size(max = 100) String name,
            @NotNull @NotEmpty @Size(max = 50) Set<@NotBlank String> scopes,
            @Nullable @Min(1) @Max(365) Integer days) {}

    /**
     * A token; only the one who makes it sees it itself, once.
     *
     * @param usedAt when it was last used, to the hour
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenView(
            String id,
            String name,
            List<String> scopes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant usedAt,
            @Nullable String token) {

        static TokenView of(AccessToken token, @Nullable String itself) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    Bson.sorted(token.scopes()),
                    token.createdAt(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.usedAt(),
                    itself);
        }
    }

    private final AccessTokens tokens;
    private final TokenDesk desk;
    private final Audit audit;

    TokenController(AccessTokens tokens, TokenDesk desk, Audit audit) {
        this.tokens = tokens;
        this.desk = desk;
        this.audit = audit;
    }

    @GetMapping
    @Needs(value = "users:read", butOwn = "user", inPerson = true)
    ResponseEntity<Page<TokenView>> list(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable String user,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var owner = visitor.meant(user);
        var found = tokens.of(owner, after, Page.limit(limit) + 1).stream()
                .map(each -> TokenView.of(each, null))
                .toList();
        var shown = Stream.concat(Stream.of(owner), Page.ids(found, limit, TokenView::id).stream());
        audit.shown(visitor, "users:read", "GET /api/users/{user}/tokens", Ids.among(shown.toList()));
        return Page.of(found, limit, "/api/users/%s/tokens".formatted(owner), TokenView::id);
    }

    @PostMapping
    @Needs(value = "users:write", butOwn = "user", inPerson = true)
    ResponseEntity<TokenView> make(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable String user,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NewToken wish) {
        var owner = visitor.meant(user);
        var lasts = Duration.ofDays(Objects.requireNonNullElse(wish.days(), DAYS));
        var made = desk.make(Ids.of("tok_", visitor, key), owner, wish.name(), wish.scopes(), lasts, visitor);
        audit.token(
                visitor, "POST /api/users/{user}/tokens", owner, made.about().id());
        return ResponseEntity.created(URI.create(
                        "/api/users/%s/tokens/%s".formatted(owner, made.about().id())))
                .body(TokenView.of(made.about(), made.token()));
    }

    /** It works for two more seconds at most. */
    @DeleteMapping("/{id}")
    @Needs(value = "users:write", butOwn = "user", inPerson = true)
    ResponseEntity<Void> revoke(
            @AuthenticationPrincipal Visitor visitor, @PathVariable String user, @PathVariable String id) {
        var owner = visitor.meant(user);
        desk.revoke(owner, id);
        audit.token(visitor, "DELETE /api/users/{user}/tokens/{id}", owner, id);
        return ResponseEntity.noContent().build();
    }
}
