package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Key and secret files of the token issuer, made at the first start: a signing key, and a secret for each OAuth client.
 */
public final class IssuerSecrets {

    private static final int KEY_BITS = 2048;
    private static final int SECRET_BYTES = 32;

    private IssuerSecrets() {}

    /** The folder with the signing key. */
    public static Path signingKeys(Path keys) throws IOException {
        var folder = keys.resolve("signing");
        var _ = OwnerOnlyFile.in(folder, "first.pem", IssuerSecrets::pem);
        return folder;
    }

    /** The folder with one secret for each client, in a file of its name. */
    public static Path secrets(Path keys, List<String> clients) throws IOException {
        var folder = secrets(keys);
        for (var client : clients) {
            var _ = OwnerOnlyFile.in(folder, client, IssuerSecrets::secret);
        }
        return folder;
    }

    public static Path secrets(Path keys) {
        return keys.resolve("secrets");
    }

    private static String secret() {
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** A new key as PEM. */
    static String pem(KeyPairGenerator generator) {
        var key = generator.generateKeyPair().getPrivate().getEncoded();
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    }

    private static String pem() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return pem(generator);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
