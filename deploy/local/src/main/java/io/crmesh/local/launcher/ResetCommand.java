package io.crmesh.local.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** {@code ./crm reset}: deletes what the installation has stored, after asking; programs and their caches stay. */
record ResetCommand(Installation installation, Console console) {

    int run(boolean sure) throws IOException, InterruptedException {
        if (FolderLock.isTaken(installation)) {
            throw new Trouble("CRMesh is running; end it with ./crm down first.");
        }
        if (Files.notExists(installation.home())) {
            console.say("There is nothing to delete in %s.".formatted(installation.home()));
            return 0;
        }
        if (!sure && !isConfirmed()) {
            console.say("Nothing is deleted.");
            return 1;
        }
        try (var _ = FolderLock.take(installation)) {
            for (var name : List.of("data", "audit", "logs", "ports.json", "version")) {
                Programs.delete(installation.home().resolve(name));
            }
            Files.deleteIfExists(installation.run().resolve("status.json"));
        }
        console.say("All data in %s is deleted.".formatted(installation.home()));
        return 0;
    }

    private boolean isConfirmed() throws IOException {
        console.say("This deletes all data in %s. Type yes to go on:".formatted(installation.home()));
        var answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equals("yes");
    }
}
