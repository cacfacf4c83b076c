package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that wraps the keys of all services, made at the first start. It lies beside the data, not in it: nothing
 * deletes it, for a database elsewhere may need it, and no backup of the data brings it along.
 */
public final class KeyEncryptionKey {

    private static final int BYTES = 32;

    private KeyEncryptionKey() {}

    /** The file with the keys; only its owner can read it. */
    public static Path in(Path folder) throws IOException {
        return PrivateFile.in(folder, "key-encryption", () -> "first " + key() + "\n");
    }

    private static String key() {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
