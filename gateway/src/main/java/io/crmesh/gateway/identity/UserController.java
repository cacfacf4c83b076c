package io.crmesh.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.gateway.Needs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The door to who works with the system. {@code me} stands for whoever asks. */
@RestController
@RequestMapping("/api/users")
class UserController {

    record NewUser(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._@-]{1,63}", message = "has 2 to 64 of a-z 0-9 . _ @ -")
            String username,

            @NotBlank @Size(max = 100) String name,
            @NotNull @Size(max = 20) Set<@NotBlank String> roles,

            @Size(max = 100) @Nullable Set<@NotBlank String> teams) {}

    record ChangedUser(
            @Nullable @Size(max = 100) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Size(max = 20) Set<@NotBlank String> roles,
            @Nullable @Size(max = 100) Set<@NotBlank String> teams,
            @Nullable Boolean active) {}

    /**
     * A user as others see them.
     *
     * @param password whether they have one: NONE, TEMPORARY (given, not yet changed), CHOSEN
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserView(
            String id,
            String username,
            String name,
            List<String> roles,
            List<String> teams,
            boolean active,
            User.Password password,
            Instant createdAt) {

        static UserView of(User user) {
            return new UserView(
                    user.id(),
                    user.username(),
                    user.name(),
                    Bson.sorted(user.roles()),
                    Bson.sorted(user.teams()),
                    user.active(),
                    user.password(),
                    user.createdAt());
        }
    }

    private final Users users;
    private final UserDesk desk;
    private final Audit audit;

    UserController(Users users, UserDesk desk, Audit audit) {
        this.users = users;
        this.desk = desk;
        this.audit = audit;
    }

    @GetMapping
    @Needs("users:read")
    ResponseEntity<Page<UserView>> list(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = users.after(after, Page.limit(limit) + 1).stream()
                .map(UserView::of)
                .toList();
        audit.shown(visitor, "users:read", "GET /api/users", Page.ids(found, limit, UserView::id));
        return Page.of(found, limit, "/api/users", UserView::username);
    }

    @PostMapping
    @Needs("users:write")
    ResponseEntity<UserView> add(
            @AuthenticationPrincipal Visitor visitor,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NewUser wish) {
        var user = desk.add(
                Ids.of("usr_", visitor, key),
                wish.username(),
                wish.name(),
                wish.roles(),
                Objects.requireNonNullElse(wish.teams(), Set.of()),
                visitor);
        audit.permissions(visitor, "POST /api/users", user.id());
        return ResponseEntity.created(URI.create("/api/users/" + user.id()))
                .eTag(Versions.tag(user.version()))
                .body(UserView.of(user));
    }

    @GetMapping("/{id}")
    @Needs(value = "users:read", butOwn = "id")
    ResponseEntity<UserView> show(@AuthenticationPrincipal Visitor visitor, @PathVariable String id) {
        var user = users.find(visitor.meant(id));
        user.ifPresentOrElse(
                found -> audit.shown(visitor, "users:read", "GET /api/users/{id}", List.of(found.id())),
                () -> audit.missing(visitor, "users:read", "GET /api/users/{id}", id));
        return answer(user.orElseThrow(UserController::nobody));
    }

    @PatchMapping("/{id}")
    @Needs("users:write")
    ResponseEntity<UserView> change(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @Valid @RequestBody ChangedUser wish) {
        var user = users.find(visitor.meant(id)).orElseThrow(UserController::nobody);
        Versions.check(seen, user.version());
        var change = new UserDesk.Change(wish.name(), wish.roles(), wish.teams(), wish.active());
        var changed = desk.change(user, change, visitor);
        audit.permissions(visitor, "PATCH /api/users/{id}", changed.id());
        return answer(changed);
    }

    private static Refused nobody() {
        return Refused.notFound("user");
    }

    private static ResponseEntity<UserView> answer(User user) {
        return ResponseEntity.ok().eTag(Versions.tag(user.version())).body(UserView.of(user));
    }
}
