package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Key encryption key: wraps the data keys of all services, and is made at the first start. It is kept beside the data:
 * no command deletes it, because another database may need it, and no backup of the data contains it.
 */
public final class KeyEncryptionKey {

    private static final int BYTES = 32;

    private KeyEncryptionKey() {}

    /** The file with the keys; only its owner can read it. */
    public static Path in(Path folder) throws IOException {
        return OwnerOnlyFile.in(folder, "key-encryption", () -> "first " + key() + "\n");
    }

    private static String key() {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
