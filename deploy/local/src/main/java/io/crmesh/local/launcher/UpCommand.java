package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code ./crm up}: runs the installation in this process until it is told to end. */
record UpCommand(Installation installation, Console console) {

    private static final Duration PATIENCE_WITH_LEFTOVERS = Duration.ofSeconds(5);

    /** Comes back only if the start fails, by throwing. */
    void run() throws IOException, InterruptedException {
        new DataFolder(installation.home()).prepare();
        try (var _ = FolderLock.take(installation);
                var ports = Ports.ofThisUser()) {
            Files.createDirectories(installation.logs());
            endLeftovers();
            var layout = Layout.of(installation, ports, console::say);
            var launcher = new Launcher(installation, ports, layout.parts(), console);
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
            console.say("Starting %s.".formatted(names(layout.parts())));
            startAll(launcher);
            welcome(layout, knowsPeople(installation)).forEach(console::say);
            if (!DetachedUp.isStartedByOne()) {
                tellFirstPassword(installation, console);
            }
            if (!installation.setting("CRM_START_CACHES").equals(Optional.of("off"))) {
                launcher.trainCaches();
            }
            launcher.watch();
        }
    }

    /** A start that fails ends everything before anybody else may use the folder. */
    private static void startAll(Launcher launcher) throws InterruptedException {
        launcher.start();
        try {
            launcher.awaitReady();
        } catch (Trouble e) {
            launcher.stop();
            throw e;
        }
    }

    /** Nothing where somebody else knows the people. */
    static void tellFirstPassword(Installation installation, Console console) throws IOException, InterruptedException {
        var gateway = Running.address("gateway");
        if (gateway.isPresent() && knowsPeople(installation)) {
            new FirstPassword(gateway.get(), Running.secrets(), note(installation), console).tell();
        }
    }

    /** A database elsewhere may be another one each time. */
    private static Optional<Path> note(Installation installation) {
        return installation.setting("CRM_MONGODB").isPresent()
                ? Optional.empty()
                : Optional.of(installation.data("administrator-has-a-password"));
    }

    private static boolean knowsPeople(Installation installation) {
        return installation.setting("CRM_ISSUER").isEmpty();
    }

    private static String names(List<Part> parts) {
        return String.join(", ", parts.stream().map(Part::name).toList());
    }

    private static List<String> welcome(Layout layout, boolean knowsPeople) {
        var api = layout.address("CRM_PUBLIC_URL").map(url -> "  API   " + url);
        var mails = layout.address("CRM_MAIL_API").map(url -> "  mails " + url);
        return List.of(
                "CRMesh is ready.",
                api.orElse("  API   (the gateway is left out; ./crm status names the services)"),
                mails.orElse("  mails go to " + layout.address("CRM_SMTP").orElse("nowhere")),
                knowsPeople
                        ? "  token ./crm token prints one: curl -H \"Authorization: Bearer $(./crm token)\" ..."
                        : "  people and tokens are looked after by the issuer that CRM_ISSUER names",
                "  stop  Ctrl-C, or ./crm down");
    }

    /** Parts of a launcher that was killed end by themselves within moments; they must not meet their successors. */
    private void endLeftovers() throws InterruptedException {
        var parts = Report.last(installation).map(Report::parts).orElse(List.of());
        long end = System.nanoTime() + PATIENCE_WITH_LEFTOVERS.toNanos();
        for (var part : parts) {
            var left = ProcessIdentity.of(part.pid(), part.startedAt()).flatMap(ProcessIdentity::alive);
            while (left.filter(ProcessHandle::isAlive).isPresent() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            left.filter(ProcessHandle::isAlive).ifPresent(this::end);
        }
    }

    private void end(ProcessHandle leftover) {
        console.say("Ending process %d, which an earlier launcher left.".formatted(leftover.pid()));
        leftover.destroyForcibly();
        var _ = Optional.of(leftover.onExit().join());
    }
}
