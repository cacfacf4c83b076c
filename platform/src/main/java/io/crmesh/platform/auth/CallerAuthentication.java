package io.crmesh.platform.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Spring Security's authentication that holds the {@link Caller} of a request. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    private final transient Caller caller;

    public CallerAuthentication(Caller caller) {
        super(AuthorityUtils.createAuthorityList(caller.permissions().keySet()));
        this.caller = caller;
        setAuthenticated(true);
    }

    /** The caller of the request that this thread serves; {@link Caller#ANONYMOUS} outside of a request. */
    public static Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication signedIn
                ? signedIn.caller
                : Caller.ANONYMOUS;
    }

    /** Replaces the caller for the rest of the request. */
    public static void setCurrent(Caller caller) {
        SecurityContextHolder.getContext().setAuthentication(new CallerAuthentication(caller));
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication another && caller.equals(another.caller);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
