package io.crmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.IOException;
import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private final UnreliableIssuer issuer = new UnreliableIssuer();
    private final IssuerKeys keys = new IssuerKeys(issuer);

    @Test
    void missingKeysAreAnErrorAndNoRefusal() {
        issuer.away = true;

        assertThatThrownBy(() -> keys.get(named("theirs"), null)).isInstanceOf(RemoteKeySourceException.class);
        assertThatThrownBy(() -> keys.get(named("theirs"), null)).isInstanceOf(RemoteKeySourceException.class);
        assertThat(issuer.asked).isEqualTo(1);
    }

    @Test
    void fetchedKeysStayInUseWhileIssuerIsUnavailable() throws RemoteKeySourceException {
        assertThat(keys.get(named("theirs"), null)).hasSize(1);
        issuer.away = true;

        assertThat(keys.get(named("theirs"), null)).hasSize(1);
    }

    @Test
    void inventedKeysAreNotFetchedRepeatedly() throws RemoteKeySourceException {
        assertThat(keys.get(named("theirs"), null)).hasSize(1);

        for (var name : IntStream.range(0, 100).mapToObj(Integer::toString).toList()) {
            assertThat(keys.get(named(name), null)).isEmpty();
        }

        assertThat(issuer.asked).isEqualTo(1);
    }

    private static JWKSelector named(String name) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(name).build());
    }

    /** An issuer with one key, which can be unavailable. */
    private static final class UnreliableIssuer extends Issuer {

        private boolean away;
        private int asked;

        UnreliableIssuer() {
            super(URI.create("http://issuer.example"));
        }

        @Override
        public JWKSet keys() throws IOException {
            asked++;
            if (away) {
                throw new IOException("unavailable");
            }
            return new JWKSet(
                    new OctetSequenceKey.Builder(new byte[32]).keyID("theirs").build());
        }
    }
}
