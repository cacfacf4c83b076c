package io.crmesh.local.launcher;

import io.crmesh.local.installation.FolderLock;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.InstallationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./crm up --detach}: runs {@code up} in a background process, and returns when all parts are ready or the start
 * has failed.
 */
record DetachedUp(Installation installation, CommandOutput output, Class<?> launcherMain, List<String> arguments) {

    private static final String DETACHED_PROPERTY = "crm.detached";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** A session of its own where the system has setsid, so that no signal of the terminal reaches it. */
    private static final String IN_OWN_SESSION =
            "trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\"; else exec \"$@\"; fi";

    int run() throws IOException, InterruptedException {
        if (FolderLock.isTaken(installation)) {
            FolderLock.take(installation).close();
        }
        Files.createDirectories(installation.logs());
        var log = installation.log("launcher");
        Files.deleteIfExists(log);
        var launcher = start(log);
        var stopLauncher = new Thread(launcher::destroy, "stop-launcher");
        Runtime.getRuntime().addShutdownHook(stopLauncher); // Ctrl-C during the start stops the launcher, too.
        var code = copyOutput(launcher, log);
        if (code == 0) {
            FirstPassword.print(installation, output);
        }
        var _ = Runtime.getRuntime().removeShutdownHook(stopLauncher);
        return code;
    }

    /** Whether the output of this process goes to a log. */
    static boolean isDetached() {
        return Boolean.getBoolean(DETACHED_PROPERTY);
    }

    private Process start(Path log) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", IN_OWN_SESSION, "sh"));
        command.add(Installation.java().toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dcrm.root=" + installation.root(), "-D" + DETACHED_PROPERTY + "=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(launcherMain.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(installation.environment());
        return builder.start();
    }

    /** Copies the output of the launcher until its start is over; returns the exit code of the command. */
    private int copyOutput(Process launcher, Path log) throws IOException, InterruptedException {
        int copied = 0;
        while (true) {
            boolean over = !launcher.isAlive() || isReady(launcher);
            var written = Files.readAllBytes(log);
            output.out().write(written, copied, written.length - copied);
            output.out().flush();
            copied = written.length;
            if (over) {
                return launcher.isAlive() ? 0 : Math.max(1, launcher.exitValue());
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    private boolean isReady(Process launcher) {
        return InstallationStatus.last(installation)
                .filter(status -> status.launcher().pid() == launcher.pid())
                .filter(status -> status.state().equals(InstallationStatus.READY))
                .isPresent();
    }
}
