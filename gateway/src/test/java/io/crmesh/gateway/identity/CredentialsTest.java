package io.crmesh.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.nimbusds.jose.RemoteKeySourceException;
import io.crmesh.gateway.SignedInTests;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What cannot be looked up is neither believed nor called wrong. */
class CredentialsTest {

    private static final MockHttpServletRequest REQUEST = new MockHttpServletRequest();

    @Test
    void whileTheDatabaseIsAwayAPersonalTokenIsNotCalledWrong() {
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:1"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(50, TimeUnit.MILLISECONDS))
                .build();
        try (var client = MongoClients.create(settings)) {
            var credentials = credentials(client, _ -> {
                throw new BadJwtException("no token of ours");
            });

            assertThatThrownBy(() -> credentials.authenticate(bearer("crm_something"), REQUEST))
                    .isInstanceOf(Credentials.Away.class);
            assertThatThrownBy(() -> credentials.authenticate(bearer("something"), REQUEST))
                    .isInstanceOf(InvalidBearerTokenException.class);
        }
    }

    @Test
    void whileAnotherIssuerIsAwayItsTokensAreNotCalledWrong() {
        try (var client = MongoClients.create("mongodb://127.0.0.1:1")) {
            var credentials = credentials(client, _ -> {
                throw new JwtException("away", new RemoteKeySourceException("away", null));
            });

            assertThatThrownBy(() -> credentials.authenticate(bearer("something"), REQUEST))
                    .isInstanceOf(Credentials.Away.class);
        }
    }

    @Test
    void whoeverBringsManyWrongTokensIsNotLookedUpAnyMore() {
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
                    .isInstanceOf(Credentials.TooOften.class);
            assertThat(looked).hasValue(3);
        }
    }

    private static Credentials credentials(MongoClient client, JwtDecoder decoder) {
        var settings = new IdentitySettings(URI.create("http://issuer.example"), null, null, null, Map.of());
        var keys = new SigningKeys(null);
        var database = client.getDatabase("crm_identity");
        return new Credentials(
                new AccessTokens(database),
                new Users(database),
                new Mint(new NimbusJwtEncoder(keys), keys, settings),
                decoder,
                settings,
                SignedInTests.strangers(3));
    }

    private static BearerTokenAuthenticationToken bearer(String token) {
        return new BearerTokenAuthenticationToken(token);
    }
}
