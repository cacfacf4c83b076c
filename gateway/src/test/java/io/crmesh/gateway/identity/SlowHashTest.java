package io.crmesh.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import org.junit.jupiter.api.Test;

/** Hashes name how they were made, so that those of earlier releases go on to hold. */
class SlowHashTest {

    private static final String PASSWORD = "four words are enough";

    @Test
    void ourOwnHolds() {
        var hash = SlowHash.of(PASSWORD);

        assertThat(hash).startsWith("$argon2id$v=19$m=7168,t=5,p=1$");
        assertThat(SlowHash.matches(PASSWORD, hash)).isTrue();
        assertThat(SlowHash.matches(PASSWORD + "!", hash)).isFalse();
        assertThat(SlowHash.isUpToDate(hash)).isTrue();
        assertThat(SlowHash.of(PASSWORD)).isNotEqualTo(hash);
    }

    @Test
    void oneThatWasMadeOtherwiseHoldsToo() {
        var hash = Password.hash(PASSWORD)
                .with(Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID))
                .getResult();

        assertThat(SlowHash.matches(PASSWORD, hash)).isTrue();
        assertThat(SlowHash.matches(PASSWORD + "!", hash)).isFalse();
        assertThat(SlowHash.isUpToDate(hash)).isFalse();
    }
}
