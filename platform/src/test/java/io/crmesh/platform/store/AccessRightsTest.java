package io.crmesh.platform.store;

import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.AccessRights;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.store.Wallet.WalletEvent.Moved;
import io.crmesh.platform.store.Wallet.WalletEvent.Withdrawn;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access rights of a command are checked where it is carried out, against the record's present owner. */
class AccessRightsTest {

    private final String name = ServiceProcess.anyName();
    private final ServiceProcess process = ServiceProcess.in(name).idle();
    private String id = "";

    @BeforeEach
    void bobHasAWallet() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
        id = process.open("a");
        process.wallets.setAccess(new RecordOwner("cus_ann", "bob", "north"));
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void recordOutsideVisibleScopeIsNotFound() {
        assertThatThrownBy(() -> move("c1", "zoe", "south")).isInstanceOf(NotFound.class);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void visibleRecordOutsideChangeScopeIsForbidden() {
        assertThatThrownBy(() -> move("c1", "zoe", "north"))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("wallets:write");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void recordInsideChangeScopeIsChanged() {
        assertThat(move("c1", "bob", "north").version()).isEqualTo(2);
        assertThat(move("c1", "bob", "north").replayed()).isTrue();
    }

    @Test
    void repeatedCommandOnRecordNoLongerVisibleIsNotFound() {
        assertThat(move("c1", "bob", "north").version()).isEqualTo(2);
        process.wallets.setAccess(new RecordOwner("cus_ann", "eve", "south"));

        assertThatThrownBy(() -> move("c1", "bob", "north")).isInstanceOf(NotFound.class);
    }

    @Test
    void recordOutsideChangeScopeIsNotCreated() {
        var command = reaching("made", "eve", "south");

        assertThatThrownBy(() ->
                        process.wallets.create(process.wallets.idOf(command), command, List.of(CommandsTest.OPENED)))
                .isInstanceOf(Forbidden.class);
        assertThat(process.wallets.find(process.wallets.idOf(command), new AccessScope.All()))
                .isEmpty();
    }

    @Test
    void withdrawnRecordCreatedAgainHasItsPresentOwner() {
        var external = process.wallets.idOf(new ExternalId("shop", "again"));
        var _ = process.wallets.create(external, ServiceProcess.command("a"), List.of(CommandsTest.OPENED));
        process.wallets.setAccess(new RecordOwner("cus_ann", "bob", "north"));
        assertThat(process.wallets.find(external, AccessScope.own("bob"))).isPresent();
        var _ = process.wallets.change(
                external, ServiceProcess.command("w"), _ -> List.of(new Withdrawn(CommandsTest.NOW)));

        var _ = process.wallets.create(external, ServiceProcess.command("again"), List.of(CommandsTest.OPENED));

        assertThat(process.wallets.find(external, AccessScope.own("bob"))).isEmpty();
        assertThat(process.wallets.find(external, new AccessScope.All())).isPresent();
    }

    @Test
    void recordAboutNoCustomerIsVisibleInEveryScope() {
        assertThat(process.wallets.find(id, AccessScope.own("eve"))).isEmpty();

        var _ = process.database.getCollection("wallets").updateOne(new Document("_id", id), unset("access.customer"));

        assertThat(process.wallets.find(id, AccessScope.own("eve"))).isPresent();
        assertThat(move("c1", "eve", "south").version()).isEqualTo(2);
    }

    private Saved<Wallet> move(String command, String me, String team) {
        return process.wallets.change(id, reaching(command, me, team), _ -> List.of(new Moved(1, CommandsTest.NOW)));
    }

    private long version() {
        return process.wallets.get(id, new AccessScope.All()).version();
    }

    /** A command of a caller who sees their own and their team's records, and may change their own. */
    private static Command reaching(String id, String me, String team) {
        var command = ServiceProcess.command(id);
        return new Command(
                command.id(),
                command.hash(),
                null,
                command.actor(),
                command.mode(),
                command.correlationId(),
                null,
                new AccessRights(new AccessScope.Theirs(me, Set.of(team)), AccessScope.own(me), "wallets:write"));
    }
}
