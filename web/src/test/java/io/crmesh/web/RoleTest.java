package io.crmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void userCannotHaveTheRoleOfServices() {
        assertThat(Role.named("SERVICE")).contains(Role.SERVICE);
        assertThat(Role.ofUser("SERVICE")).isEmpty();
        assertThat(Role.ofUser("SALES")).contains(Role.SALES);
    }

    @Test
    void unknownNameIsNoRole() {
        assertThat(Role.named("sales")).isEmpty();
    }

    @Test
    void permissionsAreWrittenOut() {
        assertThat(Role.AGENT.permissions())
                .contains("tickets:read", "tickets:write")
                .doesNotContain("orders:write");
    }

    @Test
    void salesReadTheirTeamsRowsAndWriteTheirOwn() {
        assertThat(Role.SALES.rows("orders:read")).isEqualTo(Role.Rows.TEAM);
        assertThat(Role.SALES.rows("orders:write")).isEqualTo(Role.Rows.OWN);
    }
}
