package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data folder of an installation. Its format has a version, and data of another version is left alone. */
public record DataFolder(Path home) {

    public static final String VERSION = "4";
    private static final long LEAST_SPACE = 1_000_000_000;

    /** Prepares the folder for a start. A {@link CommandFailure} tells why it cannot be used. */
    public void prepare() throws IOException {
        Files.createDirectories(home);
        if (!Files.isWritable(home)) {
            throw new CommandFailure(
                    "Nothing can be written to %s; give yourself the rights, or set CRM_HOME to another folder."
                            .formatted(home));
        }
        checkSpace();
        checkVersion();
    }

    private void checkSpace() throws IOException {
        long space = Files.getFileStore(home).getUsableSpace();
        if (space < LEAST_SPACE) {
            throw new CommandFailure(
                    "The disk of %s has only %d MB left and needs 1000; free some, or set CRM_HOME to a folder on another disk."
                            .formatted(home, space / 1_000_000));
        }
    }

    private void checkVersion() throws IOException {
        var file = home.resolve("version");
        if (Files.notExists(file)) {
            Files.writeString(file, VERSION + "\n");
        }
        var found = Files.readString(file).strip();
        if (!found.equals(VERSION)) {
            throw new CommandFailure(
                    "The data in %s has version %s, and this CRMesh reads version %s; use the CRMesh that wrote it, set CRM_HOME to another folder, or delete it with ./crm reset."
                            .formatted(home, found.isEmpty() ? "(none)" : found, VERSION));
        }
    }
}
