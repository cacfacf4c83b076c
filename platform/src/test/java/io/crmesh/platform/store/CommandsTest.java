package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.document.PendingEvents;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.store.Wallet.WalletEvent.Moved;
import io.crmesh.platform.store.Wallet.WalletEvent.Opened;
import io.crmesh.platform.store.Wallet.WalletEvent.Withdrawn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command is carried out once, even if it is repeated, raced or loses its answer. */
class CommandsTest {

    static final AccessScope ALL = new AccessScope.All();
    static final Instant NOW = Instant.parse("2026-11-22T08:00:00.123Z");
    static final Opened OPENED = new Opened("Ann Lee", "ann@x.example", "cus_ann", NOW);

    final String name = ServiceProcess.anyName();
    ServiceProcess process = ServiceProcess.in(name).idle();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void repeatedCreationGetsTheFirstAnswer() {
        var id = process.open("a");

        var again = create(ServiceProcess.command("a"));

        assertThat(again.replayed()).isTrue();
        assertThat(again.version()).isEqualTo(1);
        assertThat(process.wallets.get(id, ALL).state()).isEqualTo(again.state());
    }

    @Test
    void keyReusedForAnotherRequestIsRefused() {
        var _ = process.open("a");
        var other = new Command(
                "a",
                "another hash",
                null,
                ServiceProcess.command("a").actor(),
                ServiceProcess.command("a").mode(),
                "c",
                null);

        assertThatThrownBy(() -> create(other)).isInstanceOf(Impossible.class).hasMessageContaining("key");
    }

    /** A copy of the database must not reveal by guessing what was requested. */
    @Test
    void requestIsStoredAsKeyedHashOnly() {
        var id = process.open("a");
        var _ = process.wallets.change(id, ServiceProcess.command("m", 1), _ -> List.of(new Moved(5, NOW)));

        assertThat(stored(id).toJson()).doesNotContain("\"h-a\"", "\"h-m\"");
        assertThat(stored(id).getEmbedded(List.of("created", "hash"), String.class))
                .matches("2:[A-Za-z0-9_-]{43}");
    }

    @Test
    void plainHashOfEarlierBuildIsRecognised() {
        var id = process.open("a");
        var _ = process.wallets.change(id, ServiceProcess.command("m", 1), _ -> List.of(new Moved(5, NOW)));
        var asBefore = new Document("created.hash", "h-a").append("commands.0.hash", "h-m");
        process.database.getCollection("wallets").updateOne(new Document("_id", id), new Document("$set", asBefore));

        assertThat(create(ServiceProcess.command("a")).replayed()).isTrue();
        assertThat(process.wallets
                        .change(id, ServiceProcess.command("m", 1), _ -> List.of(new Moved(5, NOW)))
                        .replayed())
                .isTrue();
    }

    private Document stored(String id) {
        var found = process.database.getCollection("wallets").find(new Document("_id", id));
        return Objects.requireNonNull(found.first());
    }

    @Test
    void externalRecordIsCreatedOnce() {
        var external = process.wallets.idOf(new ExternalId("shop", "17"));
        var first = process.wallets.create(external, ServiceProcess.command("a"), List.of(OPENED));

        var sameContent = new Command(
                "b",
                "h-a",
                null,
                ServiceProcess.command("a").actor(),
                ServiceProcess.command("a").mode(),
                "c",
                null);
        var second = process.wallets.create(external, sameContent, List.of(OPENED));

        assertThat(second).isEqualTo(Saved.repeated(first.state(), 1));
        assertThatThrownBy(() -> process.wallets.create(external, ServiceProcess.command("c"), List.of(OPENED)))
                .isInstanceOf(RuleBroken.class)
                .hasMessageContaining(external);
    }

    @Test
    void repeatedChangeIsNotAppliedAgain() {
        var id = process.open("a");
        var _ = process.wallets.change(id, ServiceProcess.command("m", 1), _ -> List.of(new Moved(5, NOW)));

        var again = process.wallets.change(id, ServiceProcess.command("m", 1), _ -> List.of(new Moved(5, NOW)));

        assertThat(again.replayed()).isTrue();
        assertThat(again.state().balance()).isEqualTo(5);
        assertThat(again.version()).isEqualTo(2);
    }

    @Test
    void staleVersionIsRefused() {
        var id = process.open("a");
        process.move(id, 1);

        assertThatThrownBy(() ->
                        process.wallets.change(id, ServiceProcess.command("late", 1), _ -> List.of(new Moved(1, NOW))))
                .isInstanceOf(StaleVersion.class);
    }

    @Test
    void oneOfTwentyConcurrentChangesOfTheSameVersionSucceeds() throws Exception {
        var id = process.open("a");

        var outcomes = race(20, i -> {
            var _ = process.wallets.change(id, ServiceProcess.command("r" + i, 1), _ -> List.of(new Moved(1, NOW)));
            return true;
        });

        assertThat(outcomes).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(process.wallets.get(id, ALL).state().balance()).isEqualTo(1);
    }

    @Test
    void twentyConcurrentChangesWithoutVersionSucceedOrAreBusy() throws Exception {
        var id = process.open("a");

        var outcomes = race(20, i -> {
            process.move(id, "r" + i, 1);
            return true;
        });

        var succeeded = outcomes.stream().filter(Boolean::booleanValue).count();
        assertThat(process.wallets.get(id, ALL).state().balance()).isEqualTo(succeeded);
        assertThat(process.wallets.get(id, ALL).version()).isEqualTo(succeeded + 1);
    }

    @Test
    void twentyConcurrentCreationsUnderOneKeyMakeOneRecord() throws Exception {
        var outcomes = race(20, _ -> {
            var saved = create(ServiceProcess.command("one"));
            assertThat(saved.version()).isEqualTo(1);
            return !saved.replayed();
        });

        assertThat(outcomes).hasSize(20).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void withdrawnRecordCreatedAgainContinuesItsSequence() {
        var external = process.wallets.idOf(new ExternalId("shop", "18"));
        var _ = process.wallets.create(external, ServiceProcess.command("a"), List.of(OPENED));
        var _ = process.wallets.change(external, ServiceProcess.command("w"), _ -> List.of(new Withdrawn(NOW)));
        assertThatThrownBy(() -> process.wallets.get(external, ALL)).isInstanceOf(Gone.class);

        var again = process.wallets.create(external, ServiceProcess.command("again"), List.of(OPENED));

        assertThat(again.version()).isEqualTo(3);
        assertThat(process.wallets.history(external, 0, 10, ALL))
                .extracting(entry -> entry.event().sequence())
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void recordIsFoundByTokenThatIsStoredUnreadable() {
        var id = process.open("a");

        var found = process.wallets.findByToken(new AggregateType.Token("email", "ann@x.example"), ALL, 10);

        assertThat(found).extracting(each -> each.state().holder()).containsExactly("Ann Lee");
        assertThat(String.valueOf(raw("wallets", id).get("tokens"))).doesNotContain("ann");
    }

    @Test
    void recordOutsideScopeIsNotFound() {
        var id = process.open("a");
        process.wallets.setAccess(new RecordOwner("cus_ann", "bob", "north"));

        assertThat(process.wallets.find(id, AccessScope.own("bob"))).isPresent();
        assertThat(process.wallets.find(id, new AccessScope.Theirs("zoe", Set.of("north"))))
                .isPresent();
        assertThatThrownBy(() -> process.wallets.get(id, AccessScope.own("eve")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> process.wallets.get(
                        id, Past.asOf(Instant.now()), new AccessScope.Theirs("zoe", Set.of("south"))))
                .isInstanceOf(NotFound.class);
        assertThat(process.wallets.get(id, ALL).version()).isEqualTo(1);
    }

    @Test
    void personalFieldsAreEncryptedWhereverTheyAreStored() {
        String id;
        try (var encrypted =
                ServiceProcess.in(name).encryptedBy(new MarkingEncryption()).idle()) {
            id = encrypted.open("s");
            encrypted.sweepUntilSettled();
            assertThat(encrypted.wallets.get(id, ALL).state().email()).isEqualTo("ann@x.example");
            assertThat(encrypted.wallets.history(id, 0, 10, ALL).getFirst().after())
                    .isNotNull();
        }
        try (var encrypted =
                ServiceProcess.in(name).encryptedBy(new MarkingEncryption()).idle()) {
            encrypted.move(id, 1);
        }

        var live = raw("wallets", id);
        assertThat(live.get("state", Document.class).getString("holder")).isEqualTo("Ann Lee");
        assertThat(live.get("state", Document.class).getString("email")).startsWith("encrypted:wallet|");
        assertThat(pendingStates(live))
                .allSatisfy(state -> assertThat(state)
                        .contains("encrypted:wallet|" + id + "|holder")
                        .doesNotContain("Ann Lee")
                        .doesNotContain("ann@x.example"));
        assertThat(raw("wallets.history", id + ":1").toJson())
                .contains("encrypted:wallet|" + id + "|holder")
                .doesNotContain("Ann Lee")
                .doesNotContain("ann@x.example");
    }

    /** The encrypted states of pending events, as they are stored. */
    private static List<String> pendingStates(Document live) {
        var pending = live.get("pending", Document.class).toBsonDocument();
        var states = PendingEvents.of(pending).events().stream()
                .map(event -> Objects.requireNonNull(event.state()).toJson())
                .toList();
        assertThat(states).isNotEmpty();
        return states;
    }

    private Document raw(String collection, String id) {
        return Objects.requireNonNull(process.database
                .getCollection(collection)
                .find(new Document("_id", id))
                .first());
    }

    private Saved<Wallet> create(Command command) {
        return process.wallets.create(process.wallets.idOf(command), command, List.of(OPENED));
    }

    interface Attempt {
        boolean of(int number);
    }

    /** For each racer, whether it succeeded; refused ones did not. */
    static List<Boolean> race(int racers, Attempt attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, racers)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        try {
                            return attempt.of(i);
                        } catch (StaleVersion | Busy _) {
                            return false;
                        }
                    })
                    .toList();
            return threads.invokeAll(tasks).stream().map(CommandsTest::result).toList();
        }
    }

    private static boolean result(Future<Boolean> future) {
        if (future.state() == Future.State.FAILED) {
            throw new IllegalStateException(future.exceptionNow());
        }
        return future.resultNow();
    }
}
