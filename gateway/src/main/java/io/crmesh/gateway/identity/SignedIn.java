package io.crmesh.gateway.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A visitor for the time of a request, with the token that tells the services who it is. */
final class SignedIn extends AbstractAuthenticationToken {

    private final transient Visitor visitor;
    private final transient String token;

    SignedIn(Visitor visitor, String token) {
        super(AuthorityUtils.createAuthorityList(visitor.permissions()));
        this.visitor = visitor;
        this.token = token;
        setAuthenticated(true);
    }

    @Override
    public Visitor getPrincipal() {
        return visitor;
    }

    /** What the services are told who it is by. */
    @Override
    public String getCredentials() {
        return token;
    }

    @Override
    public String getName() {
        return visitor.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn another && visitor.equals(another.visitor) && token.equals(another.token);
    }

    @Override
    public int hashCode() {
        return Objects.hash(visitor, token);
    }
}
