package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder with all that an installation must not lose. Its format has a version; no program touches another's. */
record DataFolder(Path home) {

    static final String VERSION = "2";
    private static final long LEAST_SPACE = 1_000_000_000;

    /** Makes it ready for a start, or says why it cannot be used. */
    void prepare() throws IOException {
        Files.createDirectories(home);
        if (!Files.isWritable(home)) {
            throw new Trouble(
                    "Nothing can be written to %s; give yourself the rights, or set CRM_HOME to another folder."
                            .formatted(home));
        }
        checkSpace();
        checkVersion();
    }

    private void checkSpace() throws IOException {
        long space = Files.getFileStore(home).getUsableSpace();
        if (space < LEAST_SPACE) {
            throw new Trouble(
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
            throw new Trouble(
                    "The data in %s has version %s, and this CRMesh reads version %s; use the CRMesh that wrote it, set CRM_HOME to another folder, or delete it with ./crm reset."
                            .formatted(home, found.isEmpty() ? "(none)" : found, VERSION));
        }
    }
}
