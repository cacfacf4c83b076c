package io.crmesh.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
    void aStrangerMayNothing() {
        assertThat(Caller.STRANGER.permissions()).isEmpty();
        assertThat(Caller.STRANGER.scope("orders:read")).isEqualTo(Scope.own("stranger"));
    }

    private static Caller caller(Set<Role> roles, String... scopes) {
        return Caller.of("ann", roles, Set.of("north"), Set.of(scopes));
    }
}
