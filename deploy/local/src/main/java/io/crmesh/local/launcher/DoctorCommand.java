package io.crmesh.local.launcher;

import com.sun.management.OperatingSystemMXBean;
import io.crmesh.local.installation.DataFolder;
import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.Ports;
import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.local.supervision.ProcessIdentity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./crm doctor}: checks what an installation needs, and prints a line for each check with the remedy. */
final class DoctorCommand {

    private static final long COMPACT_MEGABYTES = 2_000;
    private static final long SEPARATE_MEGABYTES = 3_000;
    private static final long ENOUGH_SPACE = 3_000_000_000L;

    private final Installation installation;
    private final CommandOutput output;
    private int problems;

    DoctorCommand(Installation installation, CommandOutput output) {
        this.installation = installation;
        this.output = output;
    }

    int run() throws IOException {
        report(true, "Java %s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
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
        report(
                !found.isEmpty(),
                found.isEmpty()
                        ? "no Maven 3.8 or newer: install one (apt-get install maven, brew install maven)"
                        : found);
    }

    private void memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long megabytes = system.getTotalMemorySize() / 1_000_000;
        boolean enough = megabytes >= COMPACT_MEGABYTES;
        var forms = megabytes >= SEPARATE_MEGABYTES
                ? "enough for both forms; for teams that deploy each service, try ./crm up --separate"
                : "enough for the compact form, which ./crm up starts; --separate needs " + SEPARATE_MEGABYTES;
        var missing = "the compact form needs %d: expect swapping".formatted(COMPACT_MEGABYTES);
        report(enough, "%d MB of memory; %s".formatted(megabytes, enough ? forms : missing));
    }

    private void disk() throws IOException {
        var existing = installation.home();
        while (Files.notExists(existing)) {
            existing = parent(existing);
        }
        long space = Files.getFileStore(existing).getUsableSpace();
        report(
                space >= ENOUGH_SPACE,
                "%d MB free for %s%s"
                        .formatted(
                                space / 1_000_000,
                                installation.home(),
                                space >= ENOUGH_SPACE
                                        ? ""
                                        : "; free some, or set CRM_HOME to a folder on another disk"));
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private void dataVersion() throws IOException {
        var file = installation.home().resolve("version");
        if (Files.notExists(file)) {
            report(true, "no data yet");
            return;
        }
        var version = Files.readString(file).strip();
        boolean ours = version.equals(DataFolder.VERSION);
        report(
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
            report(true, "CRMesh is running; ./crm status tells more");
            return;
        }
        var left = InstallationStatus.last(installation).map(InstallationStatus::parts).orElse(List.of()).stream()
                .flatMap(part -> ProcessIdentity.of(part.pid(), part.startedAt()).stream())
                .flatMap(identity -> identity.alive().stream())
                .map(process -> Long.toString(process.pid()))
                .toList();
        report(
                left.isEmpty(),
                left.isEmpty()
                        ? "nothing is left of earlier runs"
                        : "processes of a killed launcher: the next ./crm up ends them, or kill "
                                + String.join(" ", left));
    }

    /** A taken port is no problem, because the next one is used, but users should know it. */
    private void ports() throws IOException {
        if (FolderLock.isTaken(installation)) {
            return;
        }
        for (var service : installation.services()) {
            boolean free = Ports.isFree(service.preferredPort());
            report(
                    true,
                    "port %d for %s is %s"
                            .formatted(
                                    service.preferredPort(),
                                    service.module(),
                                    free ? "free" : "taken; the next free one will be used"));
        }
    }

    private void report(boolean passed, String finding) {
        problems += passed ? 0 : 1;
        output.print((passed ? "ok       " : "PROBLEM  ") + finding);
    }
}
