package io.crmesh.gateway.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.nimbusds.jose.RemoteKeySourceException;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.issuer.ServiceTokenIssuers;
import io.crmesh.gateway.identity.token.AccessTokens;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.testing.IssuerUnderTest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** A token that cannot be looked up is neither accepted nor called invalid. */
class CallerAuthenticatorTest {

    private static final MockHttpServletRequest REQUEST = new MockHttpServletRequest();

    @Test
    void personalTokenIsNotCalledInvalidWhileDatabaseIsUnavailable() {
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:1"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(50, TimeUnit.MILLISECONDS))
                .build();
        try (var client = MongoClients.create(settings)) {
            var credentials = credentials(client, _ -> {
                throw new BadJwtException("no token of ours");
            });

            assertThatThrownBy(() -> credentials.authenticate(bearer("crm_something"), REQUEST))
                    .isInstanceOf(CallerAuthenticator.IdentityUnavailable.class);
            assertThatThrownBy(() -> credentials.authenticate(bearer("something"), REQUEST))
                    .isInstanceOf(InvalidBearerTokenException.class);
        }
    }

    @Test
    void issuerTokenIsNotCalledInvalidWhileIssuerIsUnavailable() {
        try (var client = MongoClients.create("mongodb://127.0.0.1:1")) {
            var credentials = credentials(client, _ -> {
                throw new JwtException("away", new RemoteKeySourceException("away", null));
            });

            assertThatThrownBy(() -> credentials.authenticate(bearer("something"), REQUEST))
                    .isInstanceOf(CallerAuthenticator.IdentityUnavailable.class);
        }
    }

    @Test
    void tokenIsNotLookedUpAfterManyInvalidOnes() {
        try (var client = MongoClients.create("mongodb://127.0.0.1:1")) {
            var looked = new AtomicInteger();
            var credentials = credentials(client, _ -> {
                looked.incrementAndGet();
                throw new BadJwtException("no token of ours");
            });

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> credentials.authenticate(bearer("something"), REQUEST))
                        .isInstanceOf(InvalidBearerTokenException.class);
            }

            assertThatThrownBy(() -> credentials.authenticate(bearer("something"), REQUEST))
                    .isInstanceOf(CallerAuthenticator.TooManyInvalidTokens.class);
            assertThat(looked).hasValue(3);
        }
    }

    private static CallerAuthenticator credentials(MongoClient client, JwtDecoder decoder) {
        var settings = new IdentitySettings(URI.create("http://issuer.example"), null, null, null, Map.of());
        var database = client.getDatabase("crm_identity");
        return new CallerAuthenticator(
                new AccessTokens(database),
                new Users(database),
                ServiceTokenIssuers.create(null, settings),
                decoder,
                settings,
                IssuerUnderTest.signInRateLimit(3));
    }

    private static BearerTokenAuthenticationToken bearer(String token) {
        return new BearerTokenAuthenticationToken(token);
    }
}
