package io.crmesh.local.launcher;

import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.local.supervision.PartState;
import java.io.IOException;

/** {@code ./crm status}: prints each part with its state, process, address and log. */
record StatusCommand(Installation installation, CommandOutput output) {

    int run(boolean json) throws IOException {
        var last = InstallationStatus.last(installation);
        if (last.isEmpty()) {
            output.print(
                    json
                            ? "{\"state\": \"%s\", \"parts\": []}".formatted(InstallationStatus.STOPPED)
                            : "Nothing was ever started here; ./crm up does.");
            return 0;
        }
        var status = FolderLock.isTaken(installation) ? last.get() : last.get().whenStopped();
        if (json) {
            output.print(status.json());
        } else {
            print(status);
        }
        return 0;
    }

    private void print(InstallationStatus status) {
        output.print("CRMesh is %s (launcher %d)."
                .formatted(status.state(), status.launcher().pid()));
        output.print("  %-20s %-10s %8s %8s  %-28s %s".formatted("PART", "STATE", "PID", "RESTARTS", "ADDRESS", "LOG"));
        for (var part : status.parts()) {
            var pid = part.pid() == null ? "-" : part.pid().toString();
            output.print("  %-20s %-10s %8s %8d  %-28s %s"
                    .formatted(part.name(), part.state(), pid, part.restarts(), part.address(), part.log()));
            if (!part.state().equals(PartState.READY.label())) {
                part.lastLines().forEach(line -> output.print("      | " + line));
            }
        }
    }
}
