package io.crmesh.local.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code ./crm down}: tells the launcher to stop everything, and answers when it has. */
record DownCommand(Installation installation, Console console) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    int run() throws IOException, InterruptedException {
        if (!FolderLock.isTaken(installation)) {
            console.say("Nothing is running.");
            return 0;
        }
        var launcher = Report.last(installation)
                .flatMap(report -> report.launcher().alive())
                .orElseThrow(() -> new Trouble("A launcher is just beginning or ending; try again in a moment."));
        if (!launcher.destroy()) {
            throw new Trouble("Process %d cannot be stopped by you; ask who started it.".formatted(launcher.pid()));
        }
        try {
            var _ = launcher.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new Trouble("The launcher does not stop; its parts end with it if you do: kill -9 " + launcher.pid());
        }
        console.say("CRMesh is stopped.");
        return 0;
    }
}
