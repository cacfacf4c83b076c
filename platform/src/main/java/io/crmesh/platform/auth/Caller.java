package io.crmesh.platform.auth;

import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who is at the other end of a request, as their token says.
 *
 * @param actor the person or program
 * @param permissions what they may do, such as {@code orders:write}, and to which rows each extends: the widest of the
 *     roles that give it to this token
 */
public record Caller(Actor actor, Set<String> teams, Map<String, Role.Rows> permissions) {

    /** The scope of tokens that may do whatever the roles allow. */
    private static final String WHOLE = "crm";

    private static final String READ = ":read";

    /** Somebody of whom we know nothing, where nobody has to sign in. */
    public static final Caller STRANGER = new Caller(Actor.system("stranger"), Set.of(), Map.of());

    /** What the roles allow, as far as the scopes reach. */
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

    /** What an Idempotency-Key is bound to: two callers may choose the same key. */
    public String principal() {
        return actor.id();
    }

    public boolean may(String permission) {
        return permissions.containsKey(permission);
    }

    /**
     * The same caller where this permission is what opens a door. What else they may read counts there only if they may
     * read it of every record that they see there: two roles together show no more than one of them does.
     */
    public Caller within(String permission) {
        var rows = rows(seeing(permission));
        var kept = new HashMap<>(permissions);
        var narrowed =
                kept.entrySet().removeIf(each -> each.getKey().endsWith(READ) && rows.isWiderThan(each.getValue()));
        return narrowed ? new Caller(actor, teams, Map.copyOf(kept)) : this;
    }

    /** The rows to which a permission of theirs extends. */
    public Scope scope(String permission) {
        return switch (rows(permission)) {
            case ALL -> new Scope.All();
            case TEAM -> new Scope.Theirs(principal(), teams);
            case OWN -> Scope.own(principal());
        };
    }

    /** The rows that are no secret to whoever has a permission: those they may read, else those it extends to. */
    public Scope sees(String permission) {
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
