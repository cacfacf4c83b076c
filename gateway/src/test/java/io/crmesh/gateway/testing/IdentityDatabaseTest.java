package io.crmesh.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.gateway.identity.user.ChangeStamp;
import io.crmesh.gateway.identity.user.User;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.web.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests of repositories on a database of their own, in which the user {@code usr_li} is the only one. */
public abstract class IdentityDatabaseTest {

    @TempDir
    protected static Path folder;

    private static EmbeddedDatabase embedded;
    private static MongoClient client;

    protected final Instant now = Instant.now();
    protected final Instant past = now.minusSeconds(1);
    protected final Instant future = now.plusSeconds(3600);
    protected MongoDatabase identity;

    private final Function<MongoDatabase, IndexedRepository> tested;

    protected IdentityDatabaseTest(Function<MongoDatabase, IndexedRepository> tested) {
        this.tested = tested;
    }

    @BeforeAll
    static void start() {
        embedded = EmbeddedDatabase.open(folder.resolve("database"), 0);
        client = MongoClients.create(embedded.connectionString());
    }

    @BeforeEach
    void addUser() {
        identity = client.getDatabase("crm_identity");
        identity.drop();
        tested.apply(identity).createIndexes();
        var users = new Users(identity);
        users.createIndexes();
        var permissions = new User.Permissions(Set.of(Role.SALES), Set.of(), true);
        var user = User.create("usr_li", "li", "Li", permissions, now);
        assertThat(users.add(user, new ChangeStamp("USER:usr_admin", now))).isTrue();
    }

    @AfterAll
    static void stop() {
        client.close();
        embedded.close();
    }
}
