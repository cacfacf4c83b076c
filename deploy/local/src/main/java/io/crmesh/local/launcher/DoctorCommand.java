package io.crmesh.local.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./crm doctor}: looks at all that an installation needs, a line each, with what to do where it is missing. */
final class DoctorCommand {

    private static final long MEMORY = 3_000_000_000L;
    private static final long SPACE = 3_000_000_000L;

    private final Installation installation;
    private final Console console;
    private int problems;

    DoctorCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    int run() throws IOException {
        say(true, "Java %s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
        maven();
        memory();
        disk();
        dataVersion();
        leftovers();
        ports();
        return problems == 0 ? 0 : 1;
    }

    private void maven() {
        var found = System.getProperty("crm.maven", "");
        say(
                !found.isEmpty(),
                found.isEmpty()
                        ? "no Maven 3.8 or newer: install one (apt-get install maven, brew install maven)"
                        : found);
    }

    private void memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        say(
                total >= MEMORY,
                "%d MB of memory%s"
                        .formatted(
                                total / 1_000_000,
                                total >= MEMORY ? "" : "; all parts together need 3000: expect swapping"));
    }

    private void disk() throws IOException {
        var existing = installation.home();
        while (Files.notExists(existing)) {
            existing = parent(existing);
        }
        long space = Files.getFileStore(existing).getUsableSpace();
        say(
                space >= SPACE,
                "%d MB free for %s%s"
                        .formatted(
                                space / 1_000_000,
                                installation.home(),
                                space >= SPACE ? "" : "; free some, or set CRM_HOME to a folder on another disk"));
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private void dataVersion() throws IOException {
        var file = installation.home().resolve("version");
        if (Files.notExists(file)) {
            say(true, "no data yet");
            return;
        }
        var version = Files.readString(file).strip();
        boolean ours = version.equals(DataFolder.VERSION);
        say(
                ours,
                "data of version %s%s"
                        .formatted(
                                version,
                                ours
                                        ? ""
                                        : "; this CRMesh reads %s: use the one that wrote it, or ./crm reset"
                                                .formatted(DataFolder.VERSION)));
    }

    private void leftovers() throws IOException {
        if (FolderLock.isTaken(installation)) {
            say(true, "CRMesh is running; ./crm status tells more");
            return;
        }
        var left = Report.last(installation).map(Report::parts).orElse(List.of()).stream()
                .flatMap(part -> ProcessIdentity.of(part.pid(), part.startedAt()).stream())
                .flatMap(identity -> identity.alive().stream())
                .map(process -> Long.toString(process.pid()))
                .toList();
        say(
                left.isEmpty(),
                left.isEmpty()
                        ? "nothing is left of earlier runs"
                        : "processes of a killed launcher: the next ./crm up ends them, or kill "
                                + String.join(" ", left));
    }

    /** A taken port is no problem, because the next one is used, but people should know before they look for it. */
    private void ports() throws IOException {
        if (FolderLock.isTaken(installation)) {
            return;
        }
        for (var service : installation.services()) {
            boolean free = Ports.isFree(service.preferredPort());
            say(
                    true,
                    "port %d for %s is %s"
                            .formatted(
                                    service.preferredPort(),
                                    service.name(),
                                    free ? "free" : "taken; the next free one will be used"));
        }
    }

    private void say(boolean good, String words) {
        problems += good ? 0 : 1;
        console.say((good ? "ok       " : "PROBLEM  ") + words);
    }
}
