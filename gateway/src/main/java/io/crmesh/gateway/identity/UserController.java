package io.crmesh.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    static final String ME = "me";

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
    record View(
            String id,
            String username,
            String name,
            List<String> roles,
            List<String> teams,
            boolean active,
            User.Password password,
            Instant createdAt) {

        static View of(User user) {
            return new View(
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
    ResponseEntity<Page<View>> list(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        needs("users:read", visitor);
        var found =
                users.after(after, Page.limit(limit) + 1).stream().map(View::of).toList();
        return Page.of(found, limit, "/api/users", View::username);
    }

    @PostMapping
    ResponseEntity<View> add(
            @AuthenticationPrincipal Visitor visitor,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NewUser wish) {
        needs("users:write", visitor);
        var user = desk.add(
                Ids.of("usr_", visitor, key),
                wish.username(),
                wish.name(),
                wish.roles(),
                Objects.requireNonNullElse(wish.teams(), Set.of()));
        audit.permissions(visitor, "POST /api/users", user.id());
        return ResponseEntity.created(URI.create("/api/users/" + user.id()))
                .eTag(Versions.tag(user.version()))
                .body(View.of(user));
    }

    @GetMapping("/{id}")
    ResponseEntity<View> show(@AuthenticationPrincipal Visitor visitor, @PathVariable String id) {
        return answer(found(visitor, id, "users:read"));
    }

    @PatchMapping("/{id}")
    ResponseEntity<View> change(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @Valid @RequestBody ChangedUser wish) {
        needs("users:write", visitor);
        var user = found(visitor, id, "users:write");
        Versions.check(seen, user.version());
        var changed = desk.change(user, new UserDesk.Change(wish.name(), wish.roles(), wish.teams(), wish.active()));
        audit.permissions(visitor, "PATCH /api/users/{id}", changed.id());
        return answer(changed);
    }

    private User found(Visitor visitor, String id, String permission) {
        var mine = id.equals(ME) || id.equals(visitor.id());
        if (!mine) {
            needs(permission, visitor);
        }
        return users.find(mine ? visitor.id() : id).orElseThrow(() -> Refused.notFound("user"));
    }

    private static ResponseEntity<View> answer(User user) {
        return ResponseEntity.ok().eTag(Versions.tag(user.version())).body(View.of(user));
    }

    static void needs(String permission, Visitor visitor) {
        if (!visitor.may(permission)) {
            throw Refused.forbidden(permission);
        }
    }
}
