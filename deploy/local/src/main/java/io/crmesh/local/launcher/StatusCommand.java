package io.crmesh.local.launcher;

import java.io.IOException;

/** {@code ./crm status}: every part with its state, process, address and log. */
record StatusCommand(Installation installation, Console console) {

    int run(boolean json) throws IOException {
        var last = Report.last(installation);
        if (last.isEmpty()) {
            console.say(
                    json
                            ? "{\"state\": \"%s\", \"parts\": []}".formatted(Report.STOPPED)
                            : "Nothing was ever started here; ./crm up does.");
            return 0;
        }
        var report = FolderLock.isTaken(installation) ? last.get() : last.get().whenStopped();
        if (json) {
            console.say(report.json());
        } else {
            print(report);
        }
        return 0;
    }

    private void print(Report report) {
        console.say("CRMesh is %s (launcher %d)."
                .formatted(report.state(), report.launcher().pid()));
        console.say("  %-20s %-10s %8s %8s  %-28s %s".formatted("PART", "STATE", "PID", "RESTARTS", "ADDRESS", "LOG"));
        for (var part : report.parts()) {
            var pid = part.pid() == null ? "-" : part.pid().toString();
            console.say("  %-20s %-10s %8s %8d  %-28s %s"
                    .formatted(part.name(), part.state(), pid, part.restarts(), part.address(), part.log()));
            if (!part.state().equals(PartState.READY.word())) {
                part.lastLines().forEach(line -> console.say("      | " + line));
            }
        }
    }
}
