package io.crmesh.gateway.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** Spring Security authentication of a caller, with the token by which the services authenticate them. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    private final transient Caller caller;
    private final transient String token;

    public CallerAuthentication(Caller caller, String token) {
        super(AuthorityUtils.createAuthorityList(caller.permissions()));
        this.caller = caller;
        this.token = token;
        setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** The token for the services. */
    @Override
    public String getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return caller.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication another
                && caller.equals(another.caller)
                && token.equals(another.token);
    }

    @Override
    public int hashCode() {
        return Objects.hash(caller, token);
    }
}
