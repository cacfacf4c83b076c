package io.crmesh.gateway.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Looks after who works with the system: whoever may administer, and at least one person always can. */
@Service
class UserDesk {

    /** What of a user is to be different; what is null stays. */
    record Change(
            @Nullable String name,
            @Nullable Set<String> roles,
            @Nullable Set<String> teams,
            @Nullable Boolean active) {}

    private final Users users;
    private final Teams teams;
    private final AccessTokens tokens;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    UserDesk(Users users, Teams teams, AccessTokens tokens) {
        this.users = users;
        this.teams = teams;
        this.tokens = tokens;
    }

    /** The user, made now or by the same command before. */
    User add(String id, String username, String name, Set<String> roles, Set<String> inTeams, Visitor by) {
        var now = now();
        var user = new User(id, username, name, roles(roles), teams(inTeams), true, now, User.Password.NONE, null, 1);
        if (users.add(user, new Act(by.actor(), now))) {
            return user;
        }
        var made = users.find(id).orElseThrow(() -> Refused.conflict("username-taken", "Somebody has this username"));
        if (!made.username().equals(username)) {
            throw Refused.keyReused();
        }
        return made;
    }

    /** Whoever is not active any more has lost their sessions and tokens for good: to be active again brings none back. */
    User change(User user, Change change, Visitor by) {
        var now = now();
        var changed = changed(user, change);
        revokeTokens(user, now);
        write(user, changed, new Act(by.actor(), now));
        revokeTokens(changed, now);
        return users.find(user.id()).orElseThrow(() -> Refused.notFound("user"));
    }

    private void revokeTokens(User user, Instant now) {
        if (!user.active()) {
            tokens.revokeAll(user.id(), now);
        }
    }

    private void write(User user, User changed, Act act) {
        var leaves = user.isAdministrator() && !changed.isAdministrator();
        var written = leaves ? leave(user, changed, act) : users.change(changed, act);
        if (!written) {
            throw Refused.stale();
        }
    }

    private User changed(User user, Change change) {
        return new User(
                user.id(),
                user.username(),
                change.name() == null ? user.name() : change.name(),
                change.roles() == null ? user.roles() : roles(change.roles()),
                change.teams() == null ? user.teams() : teams(change.teams()),
                change.active() == null ? user.active() : change.active(),
                user.createdAt(),
                user.password(),
                user.signedOutAt(),
                user.version());
    }

    /**
     * An administrator is to be none any more. Each who leaves says so first and then looks for one who stays, so of those
     * who leave at the same time, whoever said it last finds nobody but those who said it before, and holds one of them
     * back. Whatever the order, and whoever dies on the way, somebody stays.
     */
    private boolean leave(User administrator, User changed, Act act) {
        var mark = Secrets.fresh();
        if (!users.announce(administrator, mark)) {
            return false;
        }
        if (!users.relyOnAnotherAdministrator(administrator)) {
            users.withdraw(administrator, mark);
            throw Refused.conflict("last-administrator", "Nobody else could administer then");
        }
        return users.leave(changed, mark, act);
    }

    private static Set<Role> roles(Set<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (var name : new TreeSet<>(names)) {
            roles.add(Role.named(name)
                    .orElseThrow(() -> Refused.impossible("roles", "One of them is none; there are " + Role.OF_USERS)));
        }
        return roles;
    }

    private Set<String> teams(Set<String> ids) {
        if (!teams.missing(ids).isEmpty()) {
            throw Refused.impossible("teams", "One of them does not exist");
        }
        return new HashSet<>(ids);
    }

    private Instant now() {
        return clock.instant();
    }
}
