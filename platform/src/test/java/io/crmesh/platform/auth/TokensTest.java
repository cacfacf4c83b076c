package io.crmesh.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import io.crmesh.platform.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void withoutAnyKeysNobodyIsRecognisedOrRefused() {
        var tokens = new Tokens(new Away(), "crm", Clock.systemUTC());

        assertThatThrownBy(() -> tokens.caller(TestIssuer.admin())).isInstanceOf(IssuerAway.class);
    }

    @Test
    void keysThatWereFetchedServeOn() {
        var issuer = new Away();
        issuer.away = false;
        var tokens = new Tokens(issuer, "crm", Clock.systemUTC());
        assertThat(tokens.caller(TestIssuer.admin())).isPresent();
        issuer.away = true;

        assertThat(tokens.caller(TestIssuer.token("bob", "SALES"))).isPresent();
    }

    @Test
    void whatIsSaidTwiceCountsOnce() {
        var issuer = new Away();
        issuer.away = false;
        var tokens = new Tokens(issuer, "crm", Clock.systemUTC());
        var claims = TestIssuer.claims("bob", "SALES", "SALES").claim("scope", "crm crm");

        assertThat(tokens.caller(TestIssuer.signed(claims.build()))).isPresent();
    }

    /** The usual one, which can be away. */
    private static final class Away extends Issuer {
        private boolean away = true;

        Away() {
            super(URI.create(TestIssuer.uri()));
        }

        @Override
        JWKSet keys() throws IOException {
            if (away) {
                throw new IOException("Nobody answers");
            }
            return super.keys();
        }
    }
}
