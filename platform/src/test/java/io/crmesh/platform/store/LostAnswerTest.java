package io.crmesh.platform.store;

import static io.crmesh.platform.fact.Outcome.APPLIED;
import static io.crmesh.platform.fact.Outcome.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import io.crmesh.platform.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database did what it was told, and its answer got lost: what is true is found out, not done again. */
class LostAnswerTest {

    static final Scope ALL = new Scope.All();

    final String name = ServiceProcess.anyName();
    final AnswerCutter proxy = cutter();
    final ServiceProcess cut = ServiceProcess.in(name).databaseAt(proxy.uri()).idle();

    private static AnswerCutter cutter() {
        try {
            return AnswerCutter.beforeTheDatabase();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @AfterEach
    void stop() throws Exception {
        cut.close();
        proxy.close();
    }

    @Test
    void aCommandIsCarriedOutOnce() {
        var id = cut.open("a");

        for (int i = 0; i < 5; i++) {
            proxy.cutNextAnswerTo("update");
            cut.move(id, "m" + i, 1);
        }
        proxy.cutNextAnswerTo("insert");
        var other = cut.open("b");

        assertThat(proxy.cuts()).isEqualTo(6);
        assertThat(cut.wallets.get(id, ALL).state().balance()).isEqualTo(5);
        assertThat(cut.wallets.get(id, ALL).version()).isEqualTo(6);
        assertThat(cut.wallets.get(other, ALL).version()).isEqualTo(1);
    }

    @Test
    void eachOfManyCommandsThatSharedTheAnswerIsCarriedOutOnce() throws Exception {
        var id = cut.open("first"); // also makes the keys that all ids need
        for (int i = 0; i < 5; i++) {
            var round = i;
            proxy.cutNextAnswerTo("insert");

            var outcomes = CommandsTest.race(20, racer -> {
                var made = cut.open("many-" + round + "-" + racer);
                return cut.wallets.get(made, ALL).version() == 1;
            });

            assertThat(outcomes).hasSize(20).containsOnly(true);
        }
        assertThat(proxy.cuts()).isEqualTo(5);
        assertThat(cut.database.getCollection("wallets").countDocuments()).isEqualTo(101);
        assertThat(cut.wallets.get(id, ALL).version()).isEqualTo(1);
    }

    @Test
    void aDecisionIsMadeOnceAndThatTheAnswerIsMissingIsSaid() {
        proxy.cutNextAnswerTo("insert");
        assertThatThrownBy(() -> cut.tallies.on(DecidingTest.fact("a", 1))).isInstanceOf(MongoException.class);
        assertThat(cut.tallies.on(DecidingTest.fact("a", 1))).isEqualTo(DUPLICATE);

        proxy.cutNextAnswerTo("update");
        assertThatThrownBy(() -> cut.tallies.on(DecidingTest.fact("a", 2))).isInstanceOf(MongoException.class);
        assertThat(cut.tallies.on(DecidingTest.fact("a", 2))).isEqualTo(DUPLICATE);

        assertThat(cut.tallies.on(DecidingTest.fact("a", 3))).isEqualTo(APPLIED);
        assertThat(DecidingTest.count(cut)).isEqualTo(3);
    }
}
