package io.crmesh.gateway.identity.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.gateway.identity.token.AccessTokens;
import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.web.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One administrator stays, in each order of removals, even if a process is killed. */
class LastAdministratorTest {

    private static final UserService.Change DEACTIVATION = new UserService.Change(null, null, null, null, false);

    private static final Caller ADMINISTRATOR =
            new Caller("usr_somebody", Set.of(Role.ADMIN), Set.of(), Set.of(), Caller.Way.IN_PERSON);
    private static final ChangeStamp STAMP = new ChangeStamp(ADMINISTRATOR.actor(), Instant.EPOCH);

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static MongoClient client;

    private Users users;
    private UserService service;
    private User one;
    private User other;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.open(folder.resolve("database"), 0);
        client = MongoClients.create(database.connectionString());
    }

    @BeforeEach
    void twoAdministrators() {
        var identity = client.getDatabase("crm_identity");
        identity.drop();
        users = new Users(identity);
        var tokens = new AccessTokens(identity);
        List.of(users, tokens).forEach(IndexedRepository::createIndexes);
        service = new UserService(users, new Teams(identity), tokens);
        one = administrator("usr_one");
        other = administrator("usr_other");
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @Test
    void lastAdministratorCannotBeRemoved() {
        assertThat(service.change(one, DEACTIVATION, ADMINISTRATOR).active()).isFalse();

        assertThatThrownBy(() -> service.change(other, DEACTIVATION, ADMINISTRATOR))
                .hasMessageContaining("Nobody else");
        assertThat(now(other)).isEqualTo(other);
    }

    @Test
    void laterAnnouncementWithdrawsTheEarlierOne() {
        assertThat(users.announce(one, "a")).isTrue();
        assertThat(users.announce(other, "b")).isTrue();

        assertThat(users.relyOnAnotherAdministrator(other)).isTrue();

        assertThat(users.removeAdministrator(deactivated(one), "a", STAMP)).isFalse();
        assertThat(users.removeAdministrator(deactivated(other), "b", STAMP)).isTrue();
        assertThat(now(one).isAdministrator()).isTrue();
    }

    @Test
    void removedAdministratorIsNotReliedOn() {
        assertThat(users.announce(one, "a")).isTrue();
        assertThat(users.relyOnAnotherAdministrator(one)).isTrue();
        assertThat(users.announce(other, "b")).isTrue();
        assertThat(users.removeAdministrator(deactivated(one), "a", STAMP)).isTrue();

        assertThat(users.relyOnAnotherAdministrator(other)).isFalse();
    }

    @Test
    void announcementOfKilledProcessBlocksNoOtherRemoval() {
        assertThat(users.announce(one, "a")).isTrue();

        assertThat(service.change(other, DEACTIVATION, ADMINISTRATOR).active()).isFalse();

        assertThat(now(one).isAdministrator()).isTrue();
    }

    @Test
    void changeAfterAnnouncementKeepsTheAdministrator() {
        assertThat(users.announce(one, "a")).isTrue();

        assertThat(service.change(one, new UserService.Change("Another name", null, null, null, null), ADMINISTRATOR)
                        .isAdministrator())
                .isTrue();

        assertThat(users.removeAdministrator(deactivated(one), "a", STAMP)).isFalse();
    }

    @Test
    void historyOfRemovalNamesItsAuthorAndKeepsEarlierEntries() {
        assertThat(service.change(one, DEACTIVATION, ADMINISTRATOR).active()).isFalse();
        assertThatThrownBy(() -> service.change(other, DEACTIVATION, ADMINISTRATOR))
                .hasMessageContaining("Nobody else");

        assertThat(users.history(one.id()).orElseThrow())
                .extracting(
                        UserHistoryEntry::version,
                        UserHistoryEntry::by,
                        UserHistoryEntry::roles,
                        UserHistoryEntry::active)
                .containsExactly(
                        tuple(1L, ADMINISTRATOR.actor(), List.of("ADMIN"), true),
                        tuple(2L, ADMINISTRATOR.actor(), List.of("ADMIN"), false));
        assertThat(users.history(other.id()).orElseThrow()).hasSize(1);
        assertThat(users.history("usr_nobody")).isEmpty();
    }

    private User administrator(String id) {
        var permissions = new User.Permissions(Set.of(Role.ADMIN), Set.of(), true);
        var user = User.create(id, id, "Li", permissions, Instant.EPOCH);
        assertThat(users.add(user, STAMP)).isTrue();
        return now(user);
    }

    private User now(User user) {
        return users.find(user.id()).orElseThrow();
    }

    private static User deactivated(User user) {
        return user.with(user.name(), user.email(), new User.Permissions(user.roles(), user.teams(), false));
    }
}
