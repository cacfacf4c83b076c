package io.crmesh.gateway.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import org.junit.jupiter.api.Test;

/** Hashes name their parameters, so that those of earlier releases stay valid. */
class Argon2HashTest {

    private static final String PASSWORD = "four words are enough";

    @Test
    void hashWithCurrentParametersMatches() {
        var hash = Argon2Hash.of(PASSWORD);

        assertThat(hash).startsWith("$argon2id$v=19$m=7168,t=5,p=1$");
        assertThat(Argon2Hash.matches(PASSWORD, hash)).isTrue();
        assertThat(Argon2Hash.matches(PASSWORD + "!", hash)).isFalse();
        assertThat(Argon2Hash.isUpToDate(hash)).isTrue();
        assertThat(Argon2Hash.of(PASSWORD)).isNotEqualTo(hash);
    }

    @Test
    void hashWithOtherParametersMatchesButIsOutdated() {
        var hash = Password.hash(PASSWORD)
                .with(Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID))
                .getResult();

        assertThat(Argon2Hash.matches(PASSWORD, hash)).isTrue();
        assertThat(Argon2Hash.matches(PASSWORD + "!", hash)).isFalse();
        assertThat(Argon2Hash.isUpToDate(hash)).isFalse();
    }
}
