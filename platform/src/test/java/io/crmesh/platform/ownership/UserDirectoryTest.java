package io.crmesh.platform.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.auth.AuthConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class UserDirectoryTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(AuthConfiguration.class, UserDirectoryConfiguration.class)
            .withPropertyValues("crm.auth.issuer=http://127.0.0.1:1", "crm.users.address=http://127.0.0.1:1");

    @Test
    void ownersOfAnotherIssuerAreTakenAsTheyAre() {
        service.withPropertyValues("crm.users.external-issuer=https://issuer.example")
                .run(context -> {
                    var users = context.getBean(UserDirectory.class);

                    assertThatCode(() -> users.require("anybody", "any-team")).doesNotThrowAnyException();
                    assertThat(users.isExternal()).isTrue();
                    assertThat(users.emailOf("anybody")).isEmpty();
                });
    }

    @Test
    void ownerCannotBeSetWhileTheGatewayIsAway() {
        service.withPropertyValues("crm.users.external-issuer=").run(context -> {
            var users = context.getBean(UserDirectory.class);

            assertThatThrownBy(() -> users.require("usr_anna", null)).isInstanceOf(Busy.class);
            assertThatThrownBy(() -> users.emailOf("usr_anna")).isInstanceOf(Busy.class);
            assertThatCode(() -> users.require(null, null)).doesNotThrowAnyException();
        });
    }
}
