package io.crmesh.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Test fixture: key files of the audit trail. */
final class KeyFiles {

    private KeyFiles() {}

    /** Adds a key of this name to the folder, and reads all keys of it. */
    static HeadKeys in(Path folder, String name) throws IOException {
        try {
            var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
            var text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name + ".pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
            return new HeadKeys(folder);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
