package io.crmesh.local.launcher;

import static java.util.stream.Collectors.joining;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.DataFolder;
import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.Ports;
import io.crmesh.local.startup.Form;
import io.crmesh.local.startup.InstallationPlan;
import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.PartProcess;
import io.crmesh.local.supervision.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code ./crm up}: runs the installation in this process until it is stopped. */
record UpCommand(Installation installation, Form form, CommandOutput output) {

    private static final Duration ORPHAN_TIMEOUT = Duration.ofSeconds(5);

    /** Returns only by an exception, if the start fails. */
    void run() throws IOException, InterruptedException {
        new DataFolder(installation.home()).prepare();
        try (var _ = FolderLock.take(installation);
                var ports = Ports.ofThisUser()) {
            Files.createDirectories(installation.logs());
            endOrphans();
            var plan = InstallationPlan.of(installation, form, ports, output::print);
            var processes = plan.processes();
            var launcher = new Launcher(installation, processes, output);
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
            output.print("Starting %s.".formatted(names(processes)));
            startAll(launcher);
            welcome(plan, FirstPassword.hasOwnUsers(installation)).forEach(output::print);
            if (!DetachedUp.isDetached()) {
                FirstPassword.print(installation, output);
            }
            launcher.watch();
        }
    }

    /** A start that fails stops all parts before the lock of the folder is released. */
    private static void startAll(Launcher launcher) throws InterruptedException {
        launcher.start();
        try {
            launcher.awaitReady();
        } catch (CommandFailure e) {
            launcher.stop();
            throw e;
        }
    }

    private static String names(List<PartProcess> processes) {
        return processes.stream()
                .flatMap(process -> process.parts().stream())
                .map(Part::name)
                .collect(joining(", "));
    }

    private static List<String> welcome(InstallationPlan plan, boolean hasOwnUsers) {
        var api = plan.address("CRM_PUBLIC_URL").map(url -> "  API   " + url);
        var mails = plan.address("CRM_MAIL_API").map(url -> "  mails " + url);
        return List.of(
                "CRMesh is ready.",
                api.orElse("  API   (the gateway is left out; ./crm status names the services)"),
                mails.orElse("  mails go to " + plan.address("CRM_SMTP").orElse("nowhere")),
                hasOwnUsers
                        ? "  token ./crm token prints one: curl -H \"Authorization: Bearer $(./crm token)\" ..."
                        : "  users and tokens belong to the issuer that CRM_ISSUER names",
                "  stop  Ctrl-C, or ./crm down");
    }

    /** Parts of a killed launcher end by themselves within moments, and must be gone before new ones start. */
    private void endOrphans() throws InterruptedException {
        var parts = InstallationStatus.last(installation)
                .map(InstallationStatus::parts)
                .orElse(List.of());
        long end = System.nanoTime() + ORPHAN_TIMEOUT.toNanos();
        for (var part : parts) {
            var orphan = ProcessIdentity.of(part.pid(), part.startedAt()).flatMap(ProcessIdentity::alive);
            while (orphan.filter(ProcessHandle::isAlive).isPresent() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            orphan.filter(ProcessHandle::isAlive).ifPresent(this::end);
        }
    }

    private void end(ProcessHandle orphan) {
        output.print("Ending process %d, which an earlier launcher left.".formatted(orphan.pid()));
        orphan.destroyForcibly();
        var _ = Optional.of(orphan.onExit().join());
    }
}
