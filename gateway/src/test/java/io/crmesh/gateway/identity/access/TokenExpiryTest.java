package io.crmesh.gateway.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.issuer.ServiceTokenIssuers;
import io.crmesh.gateway.identity.token.AccessToken;
import io.crmesh.gateway.identity.token.AccessTokens;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.testing.IdentityDatabaseTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** A personal access token is refused after its end. */
class TokenExpiryTest extends IdentityDatabaseTest {

    TokenExpiryTest() {
        super(AccessTokens::new);
    }

    @Test
    void expiredTokenIsRefused() {
        var credentials = credentials();
        add("crm_over", past);
        add("crm_good", future);

        assertThatThrownBy(() -> credentials.ofToken("crm_over")).isInstanceOf(InvalidBearerTokenException.class);
        assertThat(credentials.ofToken("crm_good").getName()).isEqualTo("usr_li");
    }

    private void add(String token, Instant end) {
        var about = new AccessToken("tok_" + token, "usr_li", "a test", Set.of("crm"), now, end, null, null);
        assertThat(new AccessTokens(identity).add(about, Secrets.hash(token))).isTrue();
    }

    private CallerAuthenticator credentials() {
        var settings = new IdentitySettings(URI.create("http://issuer.example"), null, null, null, Map.of());
        return new CallerAuthenticator(
                new AccessTokens(identity),
                new Users(identity),
                ServiceTokenIssuers.create(IssuerUnderTest.secrets().resolveSibling("signing"), settings),
                _ -> {
                    throw new BadJwtException("no token of ours");
                },
                settings,
                IssuerUnderTest.signInRateLimit(10));
    }
}
