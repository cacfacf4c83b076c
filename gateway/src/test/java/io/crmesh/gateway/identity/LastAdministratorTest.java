package io.crmesh.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.crmesh.local.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In whatever order administrators leave, and whoever dies over it, one stays. */
class LastAdministratorTest {

    private static final UserDesk.Change LOCKED_OUT = new UserDesk.Change(null, null, null, false);

    private static final Visitor SOMEBODY =
            new Visitor("usr_somebody", Set.of(Role.ADMIN), Set.of(), Set.of(), Visitor.Way.IN_PERSON);
    private static final Act ACT = new Act(SOMEBODY.actor(), Instant.EPOCH);

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static MongoClient client;

    private Users users;
    private UserDesk desk;
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
        desk = new UserDesk(users, new Teams(identity), new AccessTokens(identity));
        one = administrator("usr_one");
        other = administrator("usr_other");
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @Test
    void oneLeavesAndTheLastStays() {
        assertThat(desk.change(one, LOCKED_OUT, SOMEBODY).active()).isFalse();

        assertThatThrownBy(() -> desk.change(other, LOCKED_OUT, SOMEBODY)).hasMessageContaining("Nobody else");
        assertThat(now(other)).isEqualTo(other);
    }

    @Test
    void whoAnnouncedItLaterHoldsTheOtherBack() {
        assertThat(users.announce(one, "a")).isTrue();
        assertThat(users.announce(other, "b")).isTrue();

        assertThat(users.relyOnAnotherAdministrator(other)).isTrue();

        assertThat(users.leave(lockedOut(one), "a", ACT)).isFalse();
        assertThat(users.leave(lockedOut(other), "b", ACT)).isTrue();
        assertThat(now(one).isAdministrator()).isTrue();
    }

    @Test
    void whoHasLeftMeanwhileIsNotReliedOn() {
        assertThat(users.announce(one, "a")).isTrue();
        assertThat(users.relyOnAnotherAdministrator(one)).isTrue();
        assertThat(users.announce(other, "b")).isTrue();
        assertThat(users.leave(lockedOut(one), "a", ACT)).isTrue();

        assertThat(users.relyOnAnotherAdministrator(other)).isFalse();
    }

    @Test
    void whatSomebodyAnnouncedAndDidNotLiveToDoStandsInNobodysWay() {
        assertThat(users.announce(one, "a")).isTrue();

        assertThat(desk.change(other, LOCKED_OUT, SOMEBODY).active()).isFalse();

        assertThat(now(one).isAdministrator()).isTrue();
    }

    @Test
    void aChangeInBetweenKeepsThem() {
        assertThat(users.announce(one, "a")).isTrue();

        assertThat(desk.change(one, new UserDesk.Change("Another name", null, null, null), SOMEBODY)
                        .isAdministrator())
                .isTrue();

        assertThat(users.leave(lockedOut(one), "a", ACT)).isFalse();
    }

    @Test
    void theHistorySaysWhoDidSoAndKeepsWhatWasBefore() {
        assertThat(desk.change(one, LOCKED_OUT, SOMEBODY).active()).isFalse();
        assertThatThrownBy(() -> desk.change(other, LOCKED_OUT, SOMEBODY)).hasMessageContaining("Nobody else");

        assertThat(users.history(one.id()).orElseThrow())
                .extracting(PastUser::version, PastUser::by, PastUser::roles, PastUser::active)
                .containsExactly(
                        tuple(1L, SOMEBODY.actor(), List.of("ADMIN"), true),
                        tuple(2L, SOMEBODY.actor(), List.of("ADMIN"), false));
        assertThat(users.history(other.id()).orElseThrow()).hasSize(1);
        assertThat(users.history("usr_nobody")).isEmpty();
    }

    private User administrator(String id) {
        var user =
                new User(id, id, "Li", Set.of(Role.ADMIN), Set.of(), true, Instant.EPOCH, User.Password.NONE, null, 1);
        assertThat(users.add(user, ACT)).isTrue();
        return now(user);
    }

    private User now(User user) {
        return users.find(user.id()).orElseThrow();
    }

    private static User lockedOut(User user) {
        return new User(
                user.id(),
                user.username(),
                user.name(),
                user.roles(),
                user.teams(),
                false,
                user.createdAt(),
                user.password(),
                user.signedOutAt(),
                user.version());
    }
}
