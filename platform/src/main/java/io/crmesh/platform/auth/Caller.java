package io.crmesh.platform.auth;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.event.Actor;
import io.crmesh.web.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Authenticated caller of a request, as the access token describes it.
 *
 * @param actor the person or client
 * @param permissions such as {@code orders:write}, each with the rows that it extends to: the widest of the roles that
 *     give it to this token
 */
public record Caller(Actor actor, Set<String> teams, Map<String, Role.Rows> permissions) {

    /** The token scope that includes everything the roles allow. */
    private static final String WHOLE = "crm";

    private static final String READ = ":read";

    /** The caller of endpoints that need no sign-in; it has no permissions. */
    public static final Caller ANONYMOUS = new Caller(Actor.system("anonymous"), Set.of(), Map.of());

    /** The permissions of the roles, limited by the token scopes. */
    static Caller of(String principal, Set<Role> roles, Set<String> teams, Set<String> scopes) {
        var permissions = new HashMap<String, Role.Rows>();
        for (var role : roles) {
            role.permissions().stream()
                    .filter(each -> scopes.contains(each) || (scopes.contains(WHOLE) && !role.namesEachScope()))
                    .forEach(each -> permissions.merge(each, role.rows(each), Role.Rows::wider));
        }
        var actor = roles.contains(Role.SERVICE) ? Actor.system(principal) : new Actor(Actor.Kind.USER, principal);
        return new Caller(actor, Set.copyOf(teams), Map.copyOf(permissions));
    }

    /** The principal that an Idempotency-Key is bound to: two callers may choose the same key. */
    public String principal() {
        return actor.id();
    }

    public boolean may(String permission) {
        return permissions.containsKey(permission);
    }

    /**
     * The same caller at an endpoint that requires this permission. Other read permissions count there only if they
     * extend to every record that the endpoint shows: two roles together show no more than one of them does.
     */
    public Caller within(String permission) {
        var rows = rows(seeing(permission));
        var kept = new HashMap<>(permissions);
        var narrowed =
                kept.entrySet().removeIf(each -> each.getKey().endsWith(READ) && rows.isWiderThan(each.getValue()));
        return narrowed ? new Caller(actor, teams, Map.copyOf(kept)) : this;
    }

    /** The rows that a permission extends to. */
    public AccessScope scope(String permission) {
        return switch (rows(permission)) {
            case ALL -> new AccessScope.All();
            case TEAM -> new AccessScope.Theirs(principal(), teams);
            case OWN -> AccessScope.own(principal());
        };
    }

    /**
     * The rows whose existence the caller may learn: those of the matching read permission, else those that the
     * permission extends to.
     */
    public AccessScope sees(String permission) {
        return scope(seeing(permission));
    }

    private String seeing(String permission) {
        var reading = permission.substring(0, permission.indexOf(':')) + READ;
        return may(reading) ? reading : permission;
    }

    private Role.Rows rows(String permission) {
        return permissions.getOrDefault(permission, Role.Rows.OWN);
    }
}
