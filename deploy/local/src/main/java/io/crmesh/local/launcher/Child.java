package io.crmesh.local.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How processes are started so that they end with the launcher but not before. Ctrl-C reaches every process of a
 * terminal; parts ignore it, because the launcher stops them in their order.
 */
final class Child {

    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    private static final List<String> UNTIL_LET_GO =
            List.of("/bin/sh", "-c", "trap '' INT HUP TERM; read -r _; kill -9 \"$1\" 2>/dev/null", "sh");

    private Child() {}

    /** A program that watches its standard input itself, that is one on a {@link Leash}. */
    static Process start(List<String> command, Map<String, String> environment) throws IOException {
        var line = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Ends the process when the launcher is gone, for programs that would not notice; let go when it ended itself. */
    static void watch(Process process) throws IOException {
        var line = new ArrayList<>(UNTIL_LET_GO);
        line.add(Long.toString(process.pid()));
        var watcher = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var _ = process.onExit().thenRun(() -> watcher.destroyForcibly());
    }
}
