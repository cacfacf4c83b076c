package io.crmesh.gateway;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** By which the services can tell who is calling, whatever the caller came with. */
final class CallersToken {

    private CallersToken() {}

    /** Nothing for strangers. */
    static Optional<String> current() {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn != null && signedIn.getCredentials() instanceof String token && !token.isEmpty()
                ? Optional.of(token)
                : Optional.empty();
    }
}
