package io.crmesh.platform.auth;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Field;
import io.crmesh.platform.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @Test
    void aRoleThatGivesThisTokenNothingWidensNothing() {
        var both = caller(Set.of(Role.SALES, Role.INTEGRATION), "crm");

        assertThat(both.scope("orders:read")).isEqualTo(new Scope.Theirs("ann", Set.of("north")));
        assertThat(both.may("orders:export")).isFalse();
    }

    @Test
    void theWidestOfTheRolesThatGiveAPermissionCounts() {
        assertThat(caller(Set.of(Role.SALES, Role.AGENT), "crm").scope("customers:read"))
                .isEqualTo(new Scope.All());
        assertThat(caller(Set.of(Role.SALES, Role.AGENT), "crm").scope("customers:write"))
                .isEqualTo(new Scope.Theirs("ann", Set.of("north")));
    }

    @Test
    void whoMayOnlyWriteSeesWhatTheyMayWrite() {
        assertThat(caller(Set.of(Role.SALES), "orders:write").sees("orders:write"))
                .isEqualTo(Scope.own("ann"));
        assertThat(caller(Set.of(Role.SALES), "crm").sees("orders:write"))
                .isEqualTo(new Scope.Theirs("ann", Set.of("north")));
        assertThat(caller(Set.of(Role.INTEGRATION), "orders:write").sees("orders:write"))
                .isEqualTo(new Scope.All());
    }

    @Test
    void aRoleMayWhatItsLineOfTheTableSays() {
        var table = PermissionTable.load();

        for (var role : table.roles()) {
            var roles = Role.named(role).map(Set::of).orElse(Set.of());
            assertThat(withoutUsers(caller(roles, "crm").permissions().keySet()))
                    .as(role)
                    .isEqualTo(withoutUsers(table.permissions(role)));
        }
    }

    @Test
    void aRoleReachesTheRowsThatItsLineOfTheTableSays() {
        var table = PermissionTable.load();

        for (var role : Role.values()) {
            for (var permission : table.permissions(role.name())) {
                assertThat(role.rows(permission).name())
                        .as("%s %s", role, permission)
                        .isEqualTo(table.reaches(role.name(), permission).name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTACT", "FINANCIAL", "RECORDING", "NUMBER_LOOKUP", "CONTENT"})
    void aTokenShowsTheClassesOfFieldsThatItNames(String name) {
        var permission = new Field("any", "/any", "any", name).permission();

        assertThat(caller(Set.of(Role.INTEGRATION), permission).may(permission)).isTrue();
        assertThat(caller(Set.of(Role.INTEGRATION), "crm", "customers:read").may(permission))
                .isFalse();
        assertThat(caller(Set.of(Role.ADMIN), "customers:read").may(permission)).isFalse();
    }

    @Test
    void twoRolesTogetherShowNoMoreThanOneOfThem() {
        var both = caller(Set.of(Role.SALES, Role.AGENT), "crm");
        var reader = caller(Set.of(Role.SALES, Role.ANALYST), "crm");

        assertThat(both.within("orders:read").may("payments:read")).isFalse();
        assertThat(both.within("customers:read").may("contact:read")).isTrue();
        assertThat(reader.within("customers:read").may("contact:read")).isFalse();
        assertThat(reader.within("customers:read").may("financial:read")).isTrue();
        assertThat(reader.within("orders:write").may("content:read")).isFalse();
    }

    @Test
    void oneRoleShowsAndChangesWhereverOneIsWhatItShowsAndChangesAtAll() {
        for (var role : Role.values()) {
            var caller = caller(Set.of(role), "crm");
            for (var permission : caller.permissions().keySet()) {
                assertThat(caller.within(permission)).isEqualTo(caller);
            }
        }
    }

    @Test
    void aStrangerMayNothing() {
        assertThat(Caller.STRANGER.permissions()).isEmpty();
        assertThat(Caller.STRANGER.scope("orders:read")).isEqualTo(Scope.own("stranger"));
    }

    /** The gateway alone knows of users. */
    private static Set<String> withoutUsers(Set<String> permissions) {
        return permissions.stream().filter(each -> !each.startsWith("users:")).collect(toSet());
    }

    private static Caller caller(Set<Role> roles, String... scopes) {
        return Caller.of("ann", roles, Set.of("north"), Set.of(scopes));
    }
}
