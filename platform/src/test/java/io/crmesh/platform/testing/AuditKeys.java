package io.crmesh.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Signing keys of audit trails in tests. */
public final class AuditKeys {

    private AuditKeys() {}

    /** Adds a key of this name to a folder; returns the folder. */
    public static Path add(Path folder, String name) {
        try {
            var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
            var text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name + ".pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
