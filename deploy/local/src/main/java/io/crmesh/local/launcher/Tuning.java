package io.crmesh.local.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the JVMs of an installation are set up: small heaps, little overhead, and all of the just-in-time compiler. */
final class Tuning {

    private static final List<String> COMMON =
            List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError");

    /** Keeps the JVM from warning about what the broker and the database do on purpose. */
    private static final List<String> QUIET =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final int SERVICE_HEAP = 256;

    /** Left alone, the heap begins as large as it may become on a machine with much memory, and all of it gets used. */
    private static final int FIRST_PART = 4;

    private Tuning() {}

    static List<String> service(Programs.Program program) {
        return command(SERVICE_HEAP, program.classPath(), program.mainClass());
    }

    /** A part that comes with this module. */
    static List<String> own(int heap, Class<?> main, Object... arguments) {
        var command = command(heap, System.getProperty("java.class.path"), main.getName());
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private static List<String> command(int heap, String classPath, String main) {
        var command = new ArrayList<String>();
        command.add(Installation.java().toString());
        command.addAll(flags(heap));
        command.addAll(List.of("-cp", classPath, Leash.class.getName(), main));
        return command;
    }

    private static List<String> flags(int heap) {
        var flags = new ArrayList<>(COMMON);
        flags.add("-Xms" + heap / FIRST_PART + "m");
        flags.add("-Xmx" + heap + "m");
        flags.addAll(QUIET);
        return flags;
    }

    /** A start-up cache works for the JVM and the flags it was made with only, so both are part of its name. */
    static Path cache(Programs.Program program) {
        var jvm = System.getProperty("java.vm.version") + System.getProperty("os.arch");
        var name = Programs.fingerprint(jvm + String.join(" ", flags(SERVICE_HEAP)));
        return program.directory().resolve("start-" + name + ".aot");
    }
}
