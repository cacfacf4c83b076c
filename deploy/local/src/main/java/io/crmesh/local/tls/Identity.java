package io.crmesh.local.tls;

import io.crmesh.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Value object: the certificate chain and the private key that a bundled part presents to its clients.
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, Certificates files) {

    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /** The identity that the environment of this process names, if TLS is enabled. */
    public static Optional<Identity> given() {
        return Optional.ofNullable(System.getenv(Certificates.VARIABLE))
                .filter(folder -> !folder.isBlank())
                .map(folder -> of(Certificates.in(Path.of(folder))));
    }

    /**
     * Reads the files. An {@link IllegalStateException} names those that cannot be read, and nothing of their content.
     */
    public static Identity of(Certificates files) {
        try {
            var chain = Certificates.read(files.own()).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return new Identity(chain, key(Files.readString(files.key())), files);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate or the key in %s cannot be read: %s"
                    .formatted(files.folder(), e.getClass().getSimpleName()));
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new InvalidKeySpecException("not PKCS #8 without a password");
        }
        var body = pem.replaceAll("-----[A-Z ]+-----", "");
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException _) {
                // The key is of another algorithm.
            }
        }
        throw new InvalidKeySpecException("of none of " + ALGORITHMS);
    }

    /** The TLS context of a server. */
    public SSLContext context() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("crm", key, new char[0], chain.toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate in %s cannot be used: %s".formatted(files.own(), e), e);
        }
    }
}
