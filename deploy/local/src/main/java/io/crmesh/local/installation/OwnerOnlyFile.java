package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A file that only its owner can read, and that is written once. */
final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    /** The file; an existing one stays as it is. */
    static Path in(Path folder, String name, Supplier<String> content) throws IOException {
        var file = folder.resolve(name);
        if (Files.notExists(file)) {
            Files.createDirectories(folder);
            var draft = folder.resolve(name + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, ownerOnly(folder));
            Files.writeString(draft, content.get());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
