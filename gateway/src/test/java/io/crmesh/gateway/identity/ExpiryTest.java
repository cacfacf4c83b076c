package io.crmesh.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import io.crmesh.gateway.SignedInTests;
import io.crmesh.gateway.identity.PasswordDesk.Answer;
import io.crmesh.local.database.EmbeddedDatabase;
import io.micrometer.tracing.Tracer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** What was given for a time is worth nothing afterwards. */
class ExpiryTest {

    private static final String PASSWORD = "somebody else knows this";

    @TempDir
    static Path folder;

    private static EmbeddedDatabase embedded;
    private static MongoClient client;

    private final Instant now = Instant.now();
    private final Instant past = now.minusSeconds(1);
    private final Instant future = now.plusSeconds(3600);
    private MongoDatabase identity;

    @BeforeAll
    static void start() {
        embedded = EmbeddedDatabase.open(folder.resolve("database"), 0);
        client = MongoClients.create(embedded.connectionString());
    }

    @BeforeEach
    void somebody() {
        identity = client.getDatabase("crm_identity");
        identity.drop();
        var user = new User("usr_li", "li", "Li", Set.of(Role.SALES), Set.of(), true, now, User.Password.NONE, null, 1);
        assertThat(new Users(identity).add(user, new Act("USER:usr_admin", now)))
                .isTrue();
    }

    @AfterAll
    static void stop() {
        client.close();
        embedded.close();
    }

    @Test
    void aTokenEndsByItself() {
        var credentials = credentials();
        add("crm_over", past);
        add("crm_good", future);

        assertThatThrownBy(() -> credentials.ofToken("crm_over")).isInstanceOf(InvalidBearerTokenException.class);
        assertThat(credentials.ofToken("crm_good").getName()).isEqualTo("usr_li");
    }

    @Test
    void aGivenPasswordEndsByItself() {
        var desk = desk();
        give(past);
        assertThat(desk.check("li", PASSWORD)).isEqualTo(new Answer.Wrong());

        give(future);
        assertThat(desk.check("li", PASSWORD)).isEqualTo(new Answer.Temporary("usr_li"));
    }

    @Test
    void aPasswordIsGivenForAWeek() {
        var given = desk().give("usr_li");

        assertThat(Duration.between(now, given.endsAt()))
                .isBetween(Duration.ofDays(7), Duration.ofDays(7).plusMinutes(5));
    }

    private void add(String token, Instant end) {
        var about = new AccessToken("tok_" + token, "usr_li", "a test", Set.of("crm"), now, end, null, null);
        assertThat(new AccessTokens(identity).add(about, Secrets.hash(token))).isTrue();
    }

    private void give(Instant end) {
        new Passwords(identity).replace("usr_li", new Passwords.Kept(SlowHash.of(PASSWORD), end), now);
    }

    private Credentials credentials() {
        var settings = new IdentitySettings(URI.create("http://issuer.example"), null, null, null, Map.of());
        var keys = new SigningKeys(SignedInTests.secrets().resolveSibling("signing"));
        return new Credentials(
                new AccessTokens(identity),
                new Users(identity),
                new Mint(new NimbusJwtEncoder(keys), keys, settings),
                _ -> {
                    throw new BadJwtException("no token of ours");
                },
                settings,
                SignedInTests.strangers(10));
    }

    private PasswordDesk desk() {
        var keys = new HeadKeys(SignedInTests.secrets().resolveSibling("audit-keys"));
        var spool = new Trail.Settings("gateway", folder.resolve("spool"), 1_000_000);
        var audit = new Audit(
                new Trail(spool, new Ledger(identity), keys),
                new StaticListableBeanFactory().getBeanProvider(Tracer.class));
        return new PasswordDesk(new Users(identity), new Passwords(identity), new Tries(identity), audit);
    }
}
