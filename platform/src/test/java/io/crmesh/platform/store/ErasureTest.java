package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.Wallet.WalletEvent.Opened;
import io.crmesh.platform.store.Wallet.WalletEvent.Withdrawn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erased record can no longer be read in any way, and is never created again. */
class ErasureTest {

    private static final AccessScope ALL = new AccessScope.All();
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final String name = ServiceProcess.anyName();
    private final ServiceProcess process = ServiceProcess.in(name).idle();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void erasedRecordLeavesOnlyItsStub() {
        var id = process.open("a");
        process.move(id, 5);

        var erased = erase(id, ServiceProcess.command("e", 2));

        assertThat(erased.version()).isEqualTo(3);
        assertThat(erased.state().by()).isEqualTo("USER:ann");
        assertThat(process.wallets.erased(id, ALL).orElseThrow().state()).isEqualTo(erased.state());
        assertThat(process.wallets.erasedAmong(List.of(id, "wal_other"))).containsExactly(id);
        assertThat(process.wallets.findAll(List.of(id), ALL)).isEmpty();
        assertThatThrownBy(() -> process.wallets.get(id, ALL)).isInstanceOf(Gone.class);
        assertThatThrownBy(() -> process.wallets.history(id, 0, 9, ALL)).isInstanceOf(Gone.class);
        assertThatThrownBy(() -> process.wallets.get(id, Past.asOf(Instant.now()), ALL))
                .isInstanceOf(Gone.class);
        assertThatThrownBy(() -> process.move(id, 1)).isInstanceOf(Gone.class);
        assertThat(live(id)).doesNotContainKeys("state", "tokens", "find");
        assertThat(hashes(id)).as("hashes of earlier requests").hasSize(2).startsWith("");
    }

    @Test
    void repeatedErasureGetsTheFirstAnswer() {
        var id = process.open("a");
        var first = erase(id, ServiceProcess.command("e", 1));

        assertThat(erase(id, ServiceProcess.command("e", 1))).isEqualTo(Saved.repeated(first.state(), 2));
        assertThatThrownBy(() -> erase(id, ServiceProcess.command("f", 2))).isInstanceOf(Gone.class);
        assertThatThrownBy(() -> erase(id, ServiceProcess.command("a"))).isInstanceOf(Impossible.class);
    }

    @Test
    void erasureOfStaleVersionOrUnknownRecordIsRefused() {
        var id = process.open("a");

        assertThatThrownBy(() -> erase(id, ServiceProcess.command("e", 7))).isInstanceOf(StaleVersion.class);
        assertThatThrownBy(() -> erase("wal_nobody", ServiceProcess.command("e")))
                .isInstanceOf(NotFound.class);
        assertThat(process.wallets.get(id, ALL).state().email()).isEqualTo("ann@x.example");
    }

    @Test
    void erasedRecordIsNotCreatedAgain() {
        var id = process.wallets.idOf(new ExternalId("shop", "17"));
        var opened = List.of(new Opened("Ann Lee", "ann@x.example", "cus_ann", NOW));
        var _ = process.wallets.create(id, ServiceProcess.command("a"), opened);
        var _ = erase(id, ServiceProcess.command("e"));

        for (var key : List.of("a", "b")) {
            assertThatThrownBy(() -> process.wallets.create(id, ServiceProcess.command(key), opened))
                    .isInstanceOf(Gone.class);
        }
    }

    @Test
    void withdrawnRecordCanBeErased() {
        var id = process.wallets.idOf(new ExternalId("shop", "18"));
        var opened = List.of(new Opened("Ann Lee", "ann@x.example", "cus_ann", NOW));
        var _ = process.wallets.create(id, ServiceProcess.command("a"), opened);
        var _ = process.wallets.change(id, ServiceProcess.command("b"), _ -> List.of(new Withdrawn(NOW)));

        assertThat(process.wallets.isErasable(id)).isTrue();
        assertThat(erase(id, ServiceProcess.command("e", 2)).version()).isEqualTo(3);

        assertThat(process.wallets.isErasable(id)).isFalse();
        assertThat(hashes(id)).as("hashes of earlier requests").hasSize(2).startsWith("");
        assertThatThrownBy(() -> process.wallets.create(id, ServiceProcess.command("c"), opened))
                .isInstanceOf(Gone.class);
        process.sweepUntilSettled();
        assertThat(process.wallets.forgetHistory(id)).isTrue();
        assertThat(process.database.getCollection("wallets.history").find())
                .allSatisfy(row -> assertThat(row.toJson()).doesNotContain("state"));
    }

    @Test
    void unknownRecordHasNoHistoryToErase() {
        assertThat(process.wallets.forgetHistory("wal_nobody")).isTrue();
    }

    @Test
    void historyOfErasedRecordKeepsEventsWithoutStates() {
        var id = process.open("a");
        process.move(id, 5);
        var _ = erase(id, ServiceProcess.command("e"));
        assertThat(process.wallets.forgetHistory(id))
                .as("it is on its way there")
                .isFalse();

        process.sweepUntilSettled();

        assertThat(process.wallets.forgetHistory(id)).isTrue();
        assertThat(process.wallets.forgetHistory(id)).as("again").isTrue();
        assertThat(process.database.getCollection("wallets.history").find())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.toJson()).doesNotContain("state", "ann@x.example", "Ann Lee"));
        assertThat(process.wallets.eventsAfter(id, 0, 10))
                .extracting(RecordedEvent::type)
                .containsExactly("wallet.opened", "wallet.moved", "wallet.withdrawn");
    }

    /** A record about the erased person, such as a ticket, that is not erased itself. */
    @Test
    void recordOfErasedPersonIsReadWithoutPersonalFields() {
        var id = "";
        try (var before =
                ServiceProcess.in(name).encryptedBy(new MarkingEncryption()).start()) {
            id = before.open("w");
            before.sweepUntilSettled();
        }
        try (var after =
                ServiceProcess.in(name).encryptedBy(new MarkingEncryption(id)).start()) {
            assertThat(after.wallets.get(id, ALL).state().email()).isNull();
            assertThat(after.wallets.history(id, 0, 9, ALL).getFirst().after())
                    .hasFieldOrPropertyWithValue("email", null)
                    .hasFieldOrPropertyWithValue("holder", null);
            assertThat(after.wallets
                            .get(id, Past.asOf(Instant.now()), ALL)
                            .state()
                            .holder())
                    .isNull();
        }
    }

    private Saved<Erased> erase(String id, Command command) {
        return process.wallets.erase(id, command, "REQUESTED", new Withdrawn(NOW));
    }

    /** The hashes of the creating command and of the remembered ones. */
    private List<String> hashes(String id) {
        return Stream.concat(
                        Stream.of(live(id).get("created", Document.class)),
                        live(id).getList("commands", Document.class).stream())
                .map(command -> command.getString("hash"))
                .toList();
    }

    private Document live(String id) {
        var found = process.database.getCollection("wallets").find(new Document("_id", id));
        return Objects.requireNonNull(found.first());
    }
}
