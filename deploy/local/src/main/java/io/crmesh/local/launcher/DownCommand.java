package io.crmesh.local.launcher;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.InstallationStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code ./crm down}: asks the launcher to stop all parts, and waits for its end. */
record DownCommand(Installation installation, CommandOutput output) {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    int run() throws IOException, InterruptedException {
        if (!FolderLock.isTaken(installation)) {
            output.print("Nothing is running.");
            return 0;
        }
        var launcher = InstallationStatus.last(installation)
                .flatMap(status -> status.launcher().alive())
                .orElseThrow(
                        () -> new CommandFailure("A launcher is just beginning or ending; try again in a moment."));
        if (!launcher.destroy()) {
            throw new CommandFailure(
                    "Process %d cannot be stopped by you; ask who started it.".formatted(launcher.pid()));
        }
        try {
            var _ = launcher.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new CommandFailure(
                    "The launcher does not stop; its parts end with it if you do: kill -9 " + launcher.pid());
        }
        output.print("CRMesh is stopped.");
        return 0;
    }
}
