package io.crmesh.local.supervision;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts child processes that end with the launcher and not before. Ctrl-C reaches every process of a terminal; parts
 * ignore it, because the launcher stops them in order.
 */
public final class ChildProcess {

    private static final List<String> IGNORING_TERMINAL_SIGNALS =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    private static final List<String> KILL_AT_END_OF_INPUT =
            List.of("/bin/sh", "-c", "trap '' INT HUP TERM; read -r _; kill -9 \"$1\" 2>/dev/null", "sh");

    private ChildProcess() {}

    /** Starts a process that watches its parent itself, by {@link ParentWatch}. */
    public static Process start(List<String> command, Map<String, String> environment) throws IOException {
        var arguments = new ArrayList<>(IGNORING_TERMINAL_SIGNALS);
        arguments.addAll(command);
        var builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Kills the process when the launcher has gone, for processes without {@link ParentWatch}. */
    public static void watch(Process process) throws IOException {
        var arguments = new ArrayList<>(KILL_AT_END_OF_INPUT);
        arguments.add(Long.toString(process.pid()));
        var watcher = new ProcessBuilder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var _ = process.onExit().thenRun(() -> watcher.destroyForcibly());
    }
}
