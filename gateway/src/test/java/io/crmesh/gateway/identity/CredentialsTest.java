package io.crmesh.gateway.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What cannot be looked up is neither believed nor called wrong. */
class CredentialsTest {

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

            assertThatThrownBy(() -> credentials.authenticate(bearer("crm_something")))
                    .isInstanceOf(Credentials.Away.class);
            assertThatThrownBy(() -> credentials.authenticate(bearer("something")))
                    .isInstanceOf(InvalidBearerTokenException.class);
        }
    }

    @Test
    void whileAnotherIssuerIsAwayItsTokensAreNotCalledWrong() {
        try (var client = MongoClients.create("mongodb://127.0.0.1:1")) {
            var credentials = credentials(client, _ -> {
                throw new JwtDecoderInitializationException("away", new IllegalStateException());
            });

            assertThatThrownBy(() -> credentials.authenticate(bearer("something")))
                    .isInstanceOf(Credentials.Away.class);
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
                settings);
    }

    private static BearerTokenAuthenticationToken bearer(String token) {
        return new BearerTokenAuthenticationToken(token);
    }
}
