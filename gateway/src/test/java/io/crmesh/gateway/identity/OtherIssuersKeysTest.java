package io.crmesh.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OtherIssuersKeysTest {

    private final Issuer issuer = new Issuer();
    private final OtherIssuersKeys keys = new OtherIssuersKeys(issuer);

    @Test
    void withoutAnyKeysNobodyIsRecognisedOrRefused() {
        issuer.away = true;

        assertThatThrownBy(() -> keys.get(named("theirs"), null)).isInstanceOf(RemoteKeySourceException.class);
        assertThatThrownBy(() -> keys.get(named("theirs"), null)).isInstanceOf(RemoteKeySourceException.class);
        assertThat(issuer.asked).isEqualTo(1);
    }

    @Test
    void keysThatWereFetchedServeOn() throws RemoteKeySourceException {
        assertThat(keys.get(named("theirs"), null)).hasSize(1);
        issuer.away = true;

        assertThat(keys.get(named("theirs"), null)).hasSize(1);
    }

    @Test
    void keysThatSomebodyInventedAreNotAskedForAgainAndAgain() throws RemoteKeySourceException {
        assertThat(keys.get(named("theirs"), null)).hasSize(1);

        for (var name : IntStream.range(0, 100).mapToObj(Integer::toString).toList()) {
            assertThat(keys.get(named(name), null)).isEmpty();
        }

        assertThat(issuer.asked).isEqualTo(1);
    }

    private static JWKSelector named(String name) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(name).build());
    }

    /** One with one key, which can be away. */
    private static final class Issuer extends OtherIssuer {

        private boolean away;
        private int asked;

        Issuer() {
            super("http://issuer.example");
        }

        @Override
        JWKSet keys() throws IOException {
            asked++;
            if (away) {
                throw new IOException("Nobody answers");
            }
            return new JWKSet(
                    new OctetSequenceKey.Builder(new byte[32]).keyID("theirs").build());
        }
    }
}
