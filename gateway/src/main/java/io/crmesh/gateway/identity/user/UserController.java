package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.EntityTags;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.Page;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Refusal;
import io.crmesh.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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

/** REST controller for users. {@code me} stands for the caller. */
@RestController
@RequestMapping("/api/users")
class UserController {

    record NewUser(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._@-]{1,63}", message = "has 2 to 64 of a-z 0-9 . _ @ -")
            String username,

            @NotBlank @PlainText @Size(max = 100) String name,
            @Nullable @Email @Size(min = 3, max = 254) String email,
            @NotNull @Size(max = 20) Set<@NotBlank String> roles,

            @Size(max = 100) @Nullable Set<@NotBlank String> teams) {}

    record ChangedUser(
            @Nullable @PlainText @Size(max = 100) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Email @Size(max = 254) String email,
            @Nullable @Size(max = 20) Set<@NotBlank String> roles,
            @Nullable @Size(max = 100) Set<@NotBlank String> teams,
            @Nullable Boolean active) {}

    /**
     * A user in responses.
     *
     * @param email where the user gets mails; an administrator entered it
     * @param password whether the user has one: NONE, TEMPORARY (given, not yet replaced), CHOSEN
     */
    record UserView(
            String id,
            String username,
            String name,
            @Nullable String email,
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
                    user.email(),
                    BsonFields.sorted(user.roles()),
                    BsonFields.sorted(user.teams()),
                    user.active(),
                    user.password(),
                    user.createdAt());
        }
    }

    private final Users users;
    private final UserService service;
    private final AccessLog accessLog;

    UserController(Users users, UserService service, AccessLog accessLog) {
        this.users = users;
        this.service = service;
        this.accessLog = accessLog;
    }

    @GetMapping
    @Needs("users:read")
    ResponseEntity<Page<UserView>> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = users.after(after, Page.limit(limit) + 1).stream()
                .map(UserView::of)
                .toList();
        accessLog.shown(caller, "users:read", "GET /api/users", Page.ids(found, limit, UserView::id));
        return Page.of(found, limit, "/api/users", UserView::username);
    }

    @PostMapping
    @Needs("users:write")
    ResponseEntity<UserView> add(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NewUser request) {
        var added = new UserService.NewUser(
                RecordIds.of("usr_", caller, key),
                request.username(),
                request.name(),
                request.email(),
                request.roles(),
                Objects.requireNonNullElse(request.teams(), Set.of()));
        var user = service.add(added, caller);
        accessLog.permissionsChanged(caller, "POST /api/users", user.id());
        return ResponseEntity.created(URI.create("/api/users/" + user.id()))
                .eTag(EntityTags.tag(user.version()))
                .body(UserView.of(user));
    }

    @GetMapping("/{id}")
    @Needs(value = "users:read", orOwner = "id")
    ResponseEntity<UserView> show(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        var user = users.find(caller.resolve(id));
        user.ifPresentOrElse(
                found -> accessLog.shown(caller, "users:read", "GET /api/users/{id}", List.of(found.id())),
                () -> accessLog.missing(caller, "users:read", "GET /api/users/{id}", id));
        return response(user.orElseThrow(UserController::noSuchUser));
    }

    @PatchMapping("/{id}")
    @Needs("users:write")
    ResponseEntity<UserView> change(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangedUser request) {
        var user = users.find(caller.resolve(id)).orElseThrow(UserController::noSuchUser);
        EntityTags.check(ifMatch, user.version());
        var change = new UserService.Change(
                request.name(), request.email(), request.roles(), request.teams(), request.active());
        var changed = service.change(user, change, caller);
        accessLog.permissionsChanged(caller, "PATCH /api/users/{id}", changed.id());
        return response(changed);
    }

    private static Refusal noSuchUser() {
        return Refusal.notFound("user");
    }

    private static ResponseEntity<UserView> response(User user) {
        return ResponseEntity.ok().eTag(EntityTags.tag(user.version())).body(UserView.of(user));
    }
}
