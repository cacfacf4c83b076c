package io.crmesh.platform.web;

import io.crmesh.platform.auth.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** A caller as Spring Security keeps them for the time of a request. */
public final class SignedIn extends AbstractAuthenticationToken {

    private final transient Caller caller;

    SignedIn(Caller caller) {
        super(AuthorityUtils.createAuthorityList(caller.permissions().keySet()));
        this.caller = caller;
        setAuthenticated(true);
    }

    /** Whose request this thread works on; a stranger, who may nothing, where it works on none. */
    public static Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                ? signedIn.caller
                : Caller.STRANGER;
    }

    /** Lets a caller go on with what counts where they are now. */
    static void letIn(Caller caller) {
        SecurityContextHolder.getContext().setAuthentication(new SignedIn(caller));
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
        return other instanceof SignedIn another && caller.equals(another.caller);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
