package io.crmesh.gateway.identity;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is at the other end, as far as the gateway needs to know: the services find out by themselves.
 *
 * @param id of the person or program
 */
public record Visitor(String id, Set<Role> roles, Set<String> teams, Set<String> scopes, Way way) {

    /** How they came. */
    enum Way {
        /** Signed in with a browser. */
        IN_PERSON,
        BY_TOKEN
    }

    private static final String ME = "me";

    /** What of this the gateway itself decides. */
    private static final Set<String> DECIDED = Set.of("users:read", "users:write", "operations:read", "audit:read");

    /** Whoever sends the present request. */
    static Optional<Visitor> current() {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn != null && signedIn.getPrincipal() instanceof Visitor visitor
                ? Optional.of(visitor)
                : Optional.empty();
    }

    /** Whom somebody means who names this id; {@code me} is whoever asks. */
    String meant(String named) {
        return named.equals(ME) ? id : named;
    }

    /** As the trail and histories name them. */
    String actor() {
        return "USER:" + id;
    }

    boolean isInPerson() {
        return way == Way.IN_PERSON;
    }

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
