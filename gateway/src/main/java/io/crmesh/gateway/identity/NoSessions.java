package io.crmesh.gateway.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;

/** Remembers no sessions: the default would remember all of them, for ever. */
final class NoSessions implements SessionRegistry {

    @Override
    public List<Object> getAllPrincipals() {
        return List.of();
    }

    @Override
    public List<SessionInformation> getAllSessions(Object principal, boolean expired) {
        return List.of();
    }

    @Override
    public @Nullable SessionInformation getSessionInformation(String id) {
        return null;
    }

    @Override
    public void refreshLastRequest(String id) {}

    @Override
    public void registerNewSession(String id, Object principal) {}

    @Override
    public void removeSessionInformation(String id) {}
}
