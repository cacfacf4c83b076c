package io.crmesh.gateway.identity;

import io.crmesh.web.Role;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The caller of a request, as far as the gateway needs to know. The services authenticate the caller by themselves.
 *
 * @param id of the user or service client
 */
public record Caller(String id, Set<Role> roles, Set<String> teams, Set<String> scopes, Way way) {

    /** How the caller authenticated. */
    public enum Way {
        /** Signed in with a browser. */
        IN_PERSON,
        BY_TOKEN
    }

    private static final String ME = "me";

    /** The permissions that the gateway itself checks. */
    private static final Set<String> GATEWAY_PERMISSIONS =
            Set.of("users:read", "users:write", "operations:read", "audit:read", "owners:read", "contacts:read");

    /** What only our services may ask. */
    private static final Set<String> OF_SERVICES = Set.of("owners:read", "contacts:read");

    /** The caller of the current request. */
    public static Optional<Caller> current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** The user that the caller names; {@code me} is the caller. */
    public String resolve(String named) {
        return named.equals(ME) ? id : named;
    }

    /** The caller as audit trail and histories name them. */
    public String actor() {
        return "USER:" + id;
    }

    public boolean isInPerson() {
        return way == Way.IN_PERSON;
    }

    public boolean may(String permission) {
        return permissions().contains(permission);
    }

    Set<String> permissions() {
        return GATEWAY_PERMISSIONS.stream().filter(this::isAllowed).collect(Collectors.toSet());
    }

    private boolean isAllowed(String permission) {
        var named = scopes.contains(permission);
        if (OF_SERVICES.contains(permission)) {
            return roles.contains(Role.SERVICE) && named;
        }
        var byRole = roles.contains(Role.ADMIN) || (roles.contains(Role.AUDITOR) && permission.equals("audit:read"));
        return (byRole && (named || scopes.contains(TokenScopes.FULL)))
                || (roles.contains(Role.INTEGRATION) && named && permission.equals("operations:read"));
    }
}
