package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
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
        var file = folder.resolve("key-encryption");
        if (Files.notExists(file)) {
            Files.createDirectories(folder);
            var draft = folder.resolve("key-encryption.new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, onlyForItsOwner(folder));
            Files.writeString(draft, "first " + key() + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static FileAttribute<?>[] onlyForItsOwner(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String key() {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
