package io.crmesh.gateway.identity.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.converter.RsaKeyConverters;

/**
 * Signing keys of the issuer, from files. The last one by name signs and all are published. A new key is put beside the
 * old one while the system runs. The old one is removed when the tokens that it signed have ended.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

    private static final long READ_EVERY = Duration.ofSeconds(10).toNanos();
    private static final int MIN_BITS = 2048;

    private record Read(List<RSAKey> keys, long at) {}

    private final @Nullable Path folder;
    private volatile @Nullable Read last;

    SigningKeys(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The id under which the signing key is published. */
    String current() {
        return keys().getLast().getKeyID();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(new JWKSet(List.copyOf(keys())));
    }

    private List<RSAKey> keys() {
        var known = last;
        if (known == null || System.nanoTime() - known.at() > READ_EVERY) {
            known = new Read(read(), System.nanoTime());
            last = known;
        }
        return known.keys();
    }

    private List<RSAKey> read() {
        if (folder == null) {
            throw new IllegalStateException(
                    "There is no key to sign tokens with; set CRM_SIGNING_KEYS to a folder, or start all by ./crm up");
        }
        try (var files = Files.list(folder)) {
            var keys = files.filter(file -> file.toString().endsWith(".pem"))
                    .sorted()
                    .map(SigningKeys::key)
                    .toList();
            if (keys.isEmpty()) {
                throw new IllegalStateException("There is no .pem file among the signing keys");
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey key(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var privateKey = RsaKeyConverters.pkcs8().convert(pem);
            if (!(privateKey instanceof RSAPrivateCrtKey key)
                    || key.getModulus().bitLength() < MIN_BITS) {
                throw new IllegalStateException("The signing key %s is too short".formatted(file.getFileName()));
            }
            var publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new RSAKey.Builder((RSAPublicKey) publicKey)
                    .privateKey(key)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException | InvalidKeySpecException | JOSEException e) {
            throw new IllegalStateException("The signing key %s cannot be used".formatted(file.getFileName()), e);
        }
    }
}
