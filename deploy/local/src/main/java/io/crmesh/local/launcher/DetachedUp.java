package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ./crm up --detach}: the same in a process that stays behind, and an answer when all is ready or lost. */
record DetachedUp(Installation installation, Console console) {

    private static final String STARTED_BY_ONE = "crm.detached";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** A session of its own where the system has the tool for it, so that nothing meant for the terminal reaches it. */
    private static final String ALONE =
            "trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\"; else exec \"$@\"; fi";

    int run() throws IOException, InterruptedException {
        if (FolderLock.isTaken(installation)) {
            FolderLock.take(installation).close();
        }
        Files.createDirectories(installation.logs());
        var words = installation.log("launcher");
        Files.deleteIfExists(words);
        var launcher = start(words);
        var givenUp = new Thread(launcher::destroy, "given-up");
        Runtime.getRuntime().addShutdownHook(givenUp); // Whoever presses Ctrl-C now wants nothing to stay behind.
        var code = relay(launcher, words);
        if (code == 0) {
            UpCommand.tellFirstPassword(installation, console);
        }
        var _ = Runtime.getRuntime().removeShutdownHook(givenUp);
        return code;
    }

    /** Whether what this process says goes into a log. */
    static boolean isStartedByOne() {
        return Boolean.getBoolean(STARTED_BY_ONE);
    }

    private Process start(Path words) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", ALONE, "sh"));
        command.add(Installation.java().toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dcrm.root=" + installation.root(), "-D" + STARTED_BY_ONE + "=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(LauncherMain.class.getName(), "up"));
        var builder = new ProcessBuilder(command)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(words.toFile());
        builder.environment().putAll(installation.environment());
        return builder.start();
    }

    /** Passes on what the launcher says until it has nothing to do but watch. */
    private int relay(Process launcher, Path words) throws IOException, InterruptedException {
        int passedOn = 0;
        while (true) {
            boolean over = !launcher.isAlive() || isReady(launcher);
            var said = Files.readAllBytes(words);
            console.out().write(said, passedOn, said.length - passedOn);
            console.out().flush();
            passedOn = said.length;
            if (over) {
                return launcher.isAlive() ? 0 : Math.max(1, launcher.exitValue());
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean isReady(Process launcher) {
        return Report.last(installation)
                .filter(report -> report.launcher().pid() == launcher.pid())
                .filter(report -> report.state().equals(Report.READY))
                .isPresent();
    }
}
