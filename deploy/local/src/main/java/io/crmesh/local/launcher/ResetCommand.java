package io.crmesh.local.launcher;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.startup.UnpackedServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * {@code ./crm reset}: deletes the data of the installation after a confirmation; unpacked services and AOT caches
 * stay.
 */
record ResetCommand(Installation installation, CommandOutput output) {

    int run(boolean confirmed) throws IOException, InterruptedException {
        if (FolderLock.isTaken(installation)) {
            throw new CommandFailure("CRMesh is running; end it with ./crm down first.");
        }
        if (Files.notExists(installation.home())) {
            output.print("There is nothing to delete in %s.".formatted(installation.home()));
            return 0;
        }
        if (!confirmed && !isConfirmed()) {
            output.print("Nothing is deleted.");
            return 1;
        }
        try (var _ = FolderLock.take(installation)) {
            for (var name : List.of("data", "audit", "logs", "ports.json", "version")) {
                UnpackedServices.delete(installation.home().resolve(name));
            }
            Files.deleteIfExists(installation.run().resolve("status.json"));
        }
        output.print("All data in %s is deleted.".formatted(installation.home()));
        return 0;
    }

    private boolean isConfirmed() throws IOException {
        output.print("This deletes all data in %s. Type yes to go on:".formatted(installation.home()));
        var answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equals("yes");
    }
}
