package io.crmesh.platform.store;

import static io.crmesh.platform.event.Outcome.APPLIED;
import static io.crmesh.platform.event.Outcome.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import io.crmesh.platform.AccessScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a write whose answer was lost, its outcome is looked up and the write is not repeated. */
class LostAnswerTest {

    static final AccessScope ALL = new AccessScope.All();

    final String name = ServiceProcess.anyName();
    final AnswerDroppingProxy proxy = cutter();
    final ServiceProcess cut = ServiceProcess.in(name).databaseAt(proxy.uri()).idle();

    private static AnswerDroppingProxy cutter() {
        try {
            return AnswerDroppingProxy.beforeTheDatabase();
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
    void commandWithLostAnswerIsCarriedOutOnce() {
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
    void commandsThatShareALostAnswerAreCarriedOutOnce() throws Exception {
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
    void decisionWithLostAnswerIsMadeOnce() {
        proxy.cutNextAnswerTo("insert");
        assertThatThrownBy(() -> cut.tallies.on(EventDrivenAggregatesTest.event("a", 1)))
                .isInstanceOf(MongoException.class);
        assertThat(cut.tallies.on(EventDrivenAggregatesTest.event("a", 1))).isEqualTo(DUPLICATE);

        proxy.cutNextAnswerTo("update");
        assertThatThrownBy(() -> cut.tallies.on(EventDrivenAggregatesTest.event("a", 2)))
                .isInstanceOf(MongoException.class);
        assertThat(cut.tallies.on(EventDrivenAggregatesTest.event("a", 2))).isEqualTo(DUPLICATE);

        assertThat(cut.tallies.on(EventDrivenAggregatesTest.event("a", 3))).isEqualTo(APPLIED);
        assertThat(EventDrivenAggregatesTest.count(cut)).isEqualTo(3);
    }
}
