package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A file that only its owner can read. */
public final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    /** The file; an existing one stays as it is. */
    static Path in(Path folder, String name, Supplier<String> content) throws IOException {
        var file = folder.resolve(name);
        if (Files.notExists(file)) {
            write(folder, name, content.get());
        }
        return file;
    }

    /** Writes the file, in place of one that is there. */
    public static void write(Path folder, String name, String content) throws IOException {
        Files.createDirectories(folder);
        var draft = folder.resolve(name + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, ownerOnly(folder));
        Files.writeString(draft, content);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
