package io.crmesh.platform.auth;

import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Who is at the other end of a request, as their token says.
 *
 * @param principal the person's or program's id; an Idempotency-Key is bound to it, for two may choose the same key
 * @param permissions what they may do, such as {@code orders:write}
 */
public record Caller(String principal, Set<Role> roles, Set<String> teams, Set<String> permissions) {

    /** The scope of tokens that may do whatever the roles allow. */
    static final String WHOLE = "crm";

    /** Somebody of whom we know nothing, where nobody has to sign in. */
    public static final Caller STRANGER = new Caller("stranger", Set.of(), Set.of(), Set.of());

    /** What the roles allow, as far as the scopes reach. */
    static Caller of(String principal, Set<Role> roles, Set<String> teams, Set<String> scopes) {
        var permissions = new HashSet<String>();
        for (var role : roles) {
            role.permissions().stream()
                    .filter(each -> scopes.contains(each) || (scopes.contains(WHOLE) && !role.namesEachScope()))
                    .forEach(permissions::add);
        }
        var kept = roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
        return new Caller(principal, Collections.unmodifiableSet(kept), Set.copyOf(teams), Set.copyOf(permissions));
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    /** The rows to which a permission of theirs extends: the widest of all roles that give it. */
    public Scope scope(String permission) {
        var rows = roles.stream()
                .filter(role -> role.permissions().contains(permission))
                .map(role -> role.rows(permission))
                .reduce(Role.Rows.OWN, (one, other) -> one.compareTo(other) > 0 ? one : other);
        return switch (rows) {
            case ALL -> new Scope.All();
            case TEAM -> new Scope.Theirs(principal, teams);
            case OWN -> Scope.own(principal);
        };
    }

    public Actor actor() {
        return roles.contains(Role.SERVICE) ? Actor.system(principal) : new Actor(Actor.Kind.USER, principal);
    }
}
