package io.crmesh.gateway.identity;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** The token by which the services authenticate the caller, however the caller authenticated here. */
public final class CallerToken {

    private CallerToken() {}

    /** Empty for an unauthenticated caller. */
    public static Optional<String> current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getCredentials() instanceof String token && !token.isEmpty()
                ? Optional.of(token)
                : Optional.empty();
    }
}
