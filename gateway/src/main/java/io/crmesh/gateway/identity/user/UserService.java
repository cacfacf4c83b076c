package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.problem.Refusal;
import io.crmesh.web.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Application service for users. At least one user can always administer. */
@Service
class UserService {

    /** A user to be added. */
    record NewUser(
            String id,
            String username,
            String name,
            @Nullable String email,
            Set<String> roles,
            Set<String> teams) {}

    /** A change of a user; what is null stays. An empty address is none. */
    record Change(
            @Nullable String name,
            @Nullable String email,
            @Nullable Set<String> roles,
            @Nullable Set<String> teams,
            @Nullable Boolean active) {}

    private final Users users;
    private final Teams teams;
    private final TokenRevocation tokens;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    UserService(Users users, Teams teams, TokenRevocation tokens) {
        this.users = users;
        this.teams = teams;
        this.tokens = tokens;
    }

    /** The user, made now or by the same command before. */
    User add(NewUser added, Caller by) {
        var now = now();
        var permissions = new User.Permissions(roles(added.roles()), teams(added.teams()), true);
        var user = User.create(added.id(), added.username(), added.name(), permissions, now)
                .with(added.name(), added.email(), permissions);
        if (users.add(user, new ChangeStamp(by.actor(), now))) {
            return user;
        }
        var made = users.find(added.id())
                .orElseThrow(() -> Refusal.conflict("username-taken", "Somebody has this username"));
        if (!made.username().equals(added.username())) {
            throw Refusal.keyReused();
        }
        return made;
    }

    /** A user who is deactivated loses all sessions and tokens for good: activation brings none back. */
    User change(User user, Change change, Caller by) {
        var now = now();
        var changed = changed(user, change);
        revokeTokens(user, now);
        write(user, changed, new ChangeStamp(by.actor(), now));
        revokeTokens(changed, now);
        return users.find(user.id()).orElseThrow(() -> Refusal.notFound("user"));
    }

    private void revokeTokens(User user, Instant now) {
        if (!user.active()) {
            tokens.revokeAll(user.id(), now);
        }
    }

    private void write(User user, User changed, ChangeStamp stamp) {
        var isRemoved = user.isAdministrator() && !changed.isAdministrator();
        var written = isRemoved ? removeAdministrator(user, changed, stamp) : users.change(changed, stamp);
        if (!written) {
            throw Refusal.stale();
        }
    }

    private User changed(User user, Change change) {
        var permissions = new User.Permissions(
                change.roles() == null ? user.roles() : roles(change.roles()),
                change.teams() == null ? user.teams() : teams(change.teams()),
                change.active() == null ? user.active() : change.active());
        var email = change.email() == null ? user.email() : change.email().isEmpty() ? null : change.email();
        return user.with(change.name() == null ? user.name() : change.name(), email, permissions);
    }

    /**
     * Removes an administrator. Each one announces it first, and then looks for another one who stays. Of several who
     * leave at once, the last to announce it finds only others who announced it before, and withdraws the announcement
     * of one of them. So one administrator stays, in each order of removals, even if a process is killed.
     */
    private boolean removeAdministrator(User administrator, User changed, ChangeStamp stamp) {
        var mark = Secrets.fresh();
        if (!users.announce(administrator, mark)) {
            return false;
        }
        if (!users.relyOnAnotherAdministrator(administrator)) {
            users.withdraw(administrator, mark);
            throw Refusal.conflict("last-administrator", "Nobody else could administer then");
        }
        return users.removeAdministrator(changed, mark, stamp);
    }

    private static Set<Role> roles(Set<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (var name : new TreeSet<>(names)) {
            roles.add(Role.ofUser(name)
                    .orElseThrow(() -> Refusal.impossible("roles", "One of them is none; there are " + Role.OF_USERS)));
        }
        return roles;
    }

    private Set<String> teams(Set<String> ids) {
        if (!teams.missing(ids).isEmpty()) {
            throw Refusal.impossible("teams", "One of them does not exist");
        }
        return new HashSet<>(ids);
    }

    private Instant now() {
        return clock.instant();
    }
}
