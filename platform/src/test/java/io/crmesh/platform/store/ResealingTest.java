package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResealingTest {

    private static final int WALLETS = 450;
    private static final Scope ALL = new Scope.All();

    private final String name = ServiceProcess.anyName();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @Test
    void whatIsStoredUnsealedIsSealedWhileTheServiceWorksHoweverOftenThatIsInterrupted() throws Exception {
        var ids = new ArrayList<String>();
        try (var before = ServiceProcess.in(name).start()) {
            for (int n = 0; n < WALLETS; n++) {
                ids.add(before.open("w" + n));
            }
            // Owed while nothing was sealed, and published only after that has changed.
            before.sweepUntilSettled();
        }
        try (var idle = ServiceProcess.in(name).idle()) {
            idle.move(ids.getFirst(), 5);
        }
        try (var sealed = ServiceProcess.in(name).sealedBy(new MarkingSeal()).idle()) {
            assertThat(sealed.wallets.get(ids.getLast(), ALL).state().email()).isEqualTo("ann@x.example");

            var waiting = resealing(sealed, Duration.ofMillis(10));
            waiting.start();
            await("what is still owed enters history as it stands")
                    .during(Duration.ofMillis(300))
                    .until(() -> sealed.database.getCollection("migrations").countDocuments() == 0);
            waiting.stop();

            sealed.sweepUntilSettled();
            var first = resealing(sealed, Duration.ofSeconds(30));
            first.start();
            await().until(() -> sealed.database.getCollection("migrations").countDocuments() == 1);
            first.stop();
            assertThat(unsealed(sealed)).isNotEmpty();
            sealed.move(ids.getLast(), 1);

            var second = resealing(sealed, Duration.ZERO);
            second.start();
            await().until(() -> isDone(sealed));
            second.stop();

            assertThat(unsealed(sealed)).isEmpty();
            assertThat(sealed.wallets.get(ids.getFirst(), ALL).version()).isEqualTo(2);
            assertThat(sealed.wallets.get(ids.getLast(), ALL).version()).isEqualTo(2);
            for (var id : List.of(ids.getFirst(), ids.get(WALLETS / 2), ids.getLast())) {
                assertThat(sealed.wallets.get(id, ALL).state().email()).isEqualTo("ann@x.example");
                assertThat(sealed.wallets.history(id, 0, 10, ALL).getLast().after())
                        .hasFieldOrPropertyWithValue("holder", "Ann Lee");
            }
        }
    }

    /** As an earlier build did, to which fewer fields were personal. */
    @Test
    void whatIsPersonalByNowIsSealedThoughItWasSaidToBeDone() {
        try (var before = ServiceProcess.in(name).start()) {
            var _ = before.open("w");
            before.sweepUntilSettled();
        }
        try (var sealed = ServiceProcess.in(name).sealedBy(new MarkingSeal()).idle()) {
            for (var collection : List.of("wallets", "wallets.history")) {
                var note = new Document("_id", "seal " + collection)
                        .append("after", "wal_z")
                        .append("done", true);
                sealed.database.getCollection("migrations").insertOne(note);
            }
            assertThat(unsealed(sealed)).hasSize(2);

            var resealing = resealing(sealed, Duration.ZERO);
            resealing.start();
            await().untilAsserted(() -> assertThat(unsealed(sealed)).isEmpty());
            await().until(() -> isDone(sealed));
            resealing.stop();
        }
    }

    @Test
    void whoseKeyWasDestroyedHoldsUpNobodyElse() {
        var ids = new ArrayList<String>();
        try (var before = ServiceProcess.in(name).start()) {
            for (int n = 0; n < 3; n++) {
                ids.add(before.open("w" + n));
            }
            before.sweepUntilSettled();
        }
        var seal = new MarkingSeal(ids.get(1));
        try (var sealed = ServiceProcess.in(name).sealedBy(seal).idle()) {
            var resealing = resealing(sealed, Duration.ZERO);
            resealing.start();
            await().until(() -> isDone(sealed));
            resealing.stop();

            assertThat(sealed.wallets.get(ids.get(2), ALL).state().email()).isEqualTo("ann@x.example");
        }
    }

    @Test
    void whatCanNoMoreBeSealedBecauseItsPersonWasErasedIsRemoved() {
        var id = "";
        try (var before = ServiceProcess.in(name).start()) {
            id = before.open("w");
            before.sweepUntilSettled();
        }
        try (var sealed = ServiceProcess.in(name).sealedBy(new MarkingSeal(id)).idle()) {
            var resealing = resealing(sealed, Duration.ZERO);
            resealing.start();
            await().until(() -> isDone(sealed));
            resealing.stop();

            assertThat(unsealed(sealed)).isEmpty();
            assertThat(sealed.wallets.get(id, ALL).state().email()).isNull();
            assertThat(sealed.wallets.history(id, 0, 9, ALL).getFirst().after())
                    .hasFieldOrPropertyWithValue("email", null)
                    .hasFieldOrPropertyWithValue("holder", null);
        }
    }

    private static boolean isDone(ServiceProcess process) {
        return process.database.getCollection("migrations").countDocuments(new Document("done", true)) == 2;
    }

    private static Resealing resealing(ServiceProcess process, Duration pause) {
        var clock = new DatabaseClock(process.database, Clock.systemUTC(), "resealing");
        return new Resealing(process.stores, process.database, clock, pause);
    }

    /** Ids of what still tells an address, or in history a name. */
    private static List<String> unsealed(ServiceProcess process) {
        var live = process.database.getCollection("wallets").find();
        var history = process.database.getCollection("wallets.history").find();
        return Stream.concat(
                        live.into(new ArrayList<>()).stream()
                                .filter(document -> document.toJson().contains("ann@x.example")),
                        history.into(new ArrayList<>()).stream()
                                .filter(document -> document.get("state", Document.class)
                                        .toJson()
                                        .matches(".*(ann@x.example|Ann Lee).*")))
                .map(document -> document.getString("_id"))
                .toList();
    }
}
