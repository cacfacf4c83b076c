package io.crmesh.gateway.identity;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is at the other end, as far as the gateway needs to know: the services find out by themselves.
 *
 * @param id of the person or program
 */
public record Visitor(String id, Set<Role> roles, Set<String> teams, Set<String> scopes) {

    /** What of this the gateway itself decides. */
    private static final Set<String> DECIDED = Set.of("users:read", "users:write", "operations:read", "audit:read");

    boolean may(String permission) {
        return permissions().contains(permission);
    }

    Set<String> permissions() {
        return DECIDED.stream().filter(this::isAllowed).collect(Collectors.toSet());
    }

    private boolean isAllowed(String permission) {
        var named = scopes.contains(permission);
        var byRole = roles.contains(Role.ADMIN) || (roles.contains(Role.AUDITOR) && permission.equals("audit:read"));
        return (byRole && (named || scopes.contains(Scopes.WHOLE)))
                || (roles.contains(Role.INTEGRATION) && named && permission.equals("operations:read"));
    }
}
