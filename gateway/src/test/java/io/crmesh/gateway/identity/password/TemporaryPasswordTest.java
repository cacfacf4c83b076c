package io.crmesh.gateway.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.identity.password.PasswordService.CheckResult;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.testing.IdentityDatabaseTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A temporary password is refused after its end. */
class TemporaryPasswordTest extends IdentityDatabaseTest {

    private static final String PASSWORD = "somebody else knows this";

    TemporaryPasswordTest() {
        super(SignInAttempts::new);
    }

    @Test
    void expiredTemporaryPasswordIsRefused() {
        var passwords = passwords();
        giveTemporary(past);
        assertThat(passwords.check("li", PASSWORD)).isEqualTo(new CheckResult.Wrong());

        giveTemporary(future);
        assertThat(passwords.check("li", PASSWORD)).isEqualTo(new CheckResult.Temporary("usr_li"));
    }

    @Test
    void temporaryPasswordLastsAWeek() {
        var temporary = passwords().giveTemporary("usr_li");

        assertThat(Duration.between(now, temporary.endsAt()))
                .isBetween(Duration.ofDays(7), Duration.ofDays(7).plusMinutes(5));
    }

    private void giveTemporary(Instant end) {
        new Passwords(identity).replace("usr_li", new Passwords.StoredPassword(Argon2Hash.of(PASSWORD), end), now);
    }

    private PasswordService passwords() {
        var keys = new HeadKeys(IssuerUnderTest.secrets().resolveSibling("audit-keys"));
        var spool = new Trail.Settings("gateway", folder.resolve("spool"), 1_000_000);
        var accessLog = new AccessLog(
                new Trail(spool, new Ledger(identity), keys),
                new StaticListableBeanFactory().getBeanProvider(Tracer.class));
        return new PasswordService(
                new Users(identity), new Passwords(identity), new SignInAttempts(identity), accessLog);
    }
}
