package io.crmesh.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import io.crmesh.platform.testing.TestIssuer;
import io.crmesh.web.Issuer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    @Test
    void tokenCannotBeJudgedWithoutKeys() {
        var tokens = new TokenVerifier(new Away(), "crm", Clock.systemUTC());

        assertThatThrownBy(() -> tokens.caller(TestIssuer.admin())).isInstanceOf(IssuerUnavailable.class);
    }

    @Test
    void fetchedKeysStayInUseWhileTheIssuerIsAway() {
        var issuer = new Away();
        issuer.away = false;
        var tokens = new TokenVerifier(issuer, "crm", Clock.systemUTC());
        assertThat(tokens.caller(TestIssuer.admin())).isPresent();
        issuer.away = true;

        assertThat(tokens.caller(TestIssuer.token("bob", "SALES"))).isPresent();
    }

    @Test
    void repeatedScopesAndRolesCountOnce() {
        var issuer = new Away();
        issuer.away = false;
        var tokens = new TokenVerifier(issuer, "crm", Clock.systemUTC());
        var claims = TestIssuer.claims("bob", "SALES", "SALES").claim("scope", "crm crm");

        assertThat(tokens.caller(TestIssuer.signed(claims.build()))).isPresent();
    }

    /** The usual issuer, which can be made unavailable. */
    private static final class Away extends Issuer {
        private boolean away = true;

        Away() {
            super(URI.create(TestIssuer.uri()));
        }

        @Override
        public JWKSet keys() throws IOException {
            if (away) {
                throw new IOException("No answer");
            }
            return super.keys();
        }
    }
}
