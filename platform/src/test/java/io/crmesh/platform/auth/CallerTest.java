package io.crmesh.platform.auth;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Field;
import io.crmesh.platform.AccessScope;
import io.crmesh.web.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @Test
    void roleWithoutMatchingScopeDoesNotWidenRows() {
        var both = caller(Set.of(Role.SALES, Role.INTEGRATION), "crm");

        assertThat(both.scope("orders:read")).isEqualTo(new AccessScope.Theirs("ann", Set.of("north")));
        assertThat(both.may("orders:export")).isFalse();
    }

    @Test
    void widestRowsOfGrantingRolesCount() {
        assertThat(caller(Set.of(Role.SALES, Role.AGENT), "crm").scope("customers:read"))
                .isEqualTo(new AccessScope.All());
        assertThat(caller(Set.of(Role.SALES, Role.AGENT), "crm").scope("customers:write"))
                .isEqualTo(new AccessScope.Theirs("ann", Set.of("north")));
    }

    @Test
    void callerWithWriteOnlySeesWhatTheyMayWrite() {
        assertThat(caller(Set.of(Role.SALES), "orders:write").sees("orders:write"))
                .isEqualTo(AccessScope.own("ann"));
        assertThat(caller(Set.of(Role.SALES), "crm").sees("orders:write"))
                .isEqualTo(new AccessScope.Theirs("ann", Set.of("north")));
        assertThat(caller(Set.of(Role.INTEGRATION), "orders:write").sees("orders:write"))
                .isEqualTo(new AccessScope.All());
    }

    @Test
    void roleHasThePermissionsOfTheTable() {
        var table = PermissionTable.load();

        for (var role : table.roles()) {
            var roles = Role.named(role).map(Set::of).orElse(Set.of());
            assertThat(withoutUsers(caller(roles, "crm").permissions().keySet()))
                    .as(role)
                    .isEqualTo(withoutUsers(table.permissions(role)));
        }
    }

    @Test
    void roleHasTheRowsOfTheTable() {
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
    void tokenGrantsTheFieldClassesThatItNames(String name) {
        var permission = new Field("any", "/any", "any", name).permission();

        assertThat(caller(Set.of(Role.INTEGRATION), permission).may(permission)).isTrue();
        assertThat(caller(Set.of(Role.INTEGRATION), "crm", "customers:read").may(permission))
                .isFalse();
        assertThat(caller(Set.of(Role.ADMIN), "customers:read").may(permission)).isFalse();
    }

    @Test
    void twoRolesTogetherShowNoMoreThanOneOfThemDoes() {
        var both = caller(Set.of(Role.SALES, Role.AGENT), "crm");
        var reader = caller(Set.of(Role.SALES, Role.ANALYST), "crm");

        assertThat(both.within("orders:read").may("payments:read")).isFalse();
        assertThat(both.within("customers:read").may("contact:read")).isTrue();
        assertThat(reader.within("customers:read").may("contact:read")).isFalse();
        assertThat(reader.within("customers:read").may("financial:read")).isTrue();
        assertThat(reader.within("orders:write").may("content:read")).isFalse();
    }

    @Test
    void singleRoleIsNotNarrowedAtAnyEndpoint() {
        for (var role : Role.values()) {
            var caller = caller(Set.of(role), "crm");
            for (var permission : caller.permissions().keySet()) {
                assertThat(caller.within(permission)).isEqualTo(caller);
            }
        }
    }

    @Test
    void anonymousCallerHasNoPermissions() {
        assertThat(Caller.ANONYMOUS.permissions()).isEmpty();
        assertThat(Caller.ANONYMOUS.scope("orders:read")).isEqualTo(AccessScope.own("anonymous"));
    }

    /** Only the gateway knows users. */
    private static Set<String> withoutUsers(Set<String> permissions) {
        return permissions.stream().filter(each -> !each.startsWith("users:")).collect(toSet());
    }

    private static Caller caller(Set<Role> roles, String... scopes) {
        return Caller.of("ann", roles, Set.of("north"), Set.of(scopes));
    }
}
