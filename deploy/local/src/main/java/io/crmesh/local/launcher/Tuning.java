package io.crmesh.local.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the JVMs of an installation are set up: small heaps, little overhead, and all of the just-in-time compiler. */
final class Tuning {

    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TrimNativeHeapInterval=5000"); // ms; gives back what the compiler needed

    /** Keeps the JVM from warning about what the broker and the database do on purpose. */
    private static final List<String> QUIET =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final int SERVICE_HEAP = 256;
    private static final String OWN_CLASS_PATH = System.getProperty("java.class.path");

    /** Left alone, the heap begins as large as it may become on a machine with much memory, and all of it gets used. */
    private static final int FIRST_PART = 4;

    private Tuning() {}

    static List<String> service(Programs.Program program) {
        var command = command(SERVICE_HEAP, program.classPath(), program.mainClass());
        if (program.prepared()) {
            command.add(1, "-Dspring.aot.enabled=true");
        }
        return command;
    }

    static StartCache cache(Programs.Program program) {
        return new StartCache(program.directory().resolve("start-%s.aot".formatted(fingerprint(SERVICE_HEAP, ""))));
    }

    /** A part that comes with this module. */
    static List<String> own(int heap, Class<?> main, List<Object> arguments) {
        var command = command(heap, OWN_CLASS_PATH, main.getName());
        arguments.forEach(argument -> command.add(argument.toString()));
        return command;
    }

    /** The JVM makes none for programs of which a part lies in a folder instead of a jar, as while they are tested. */
    static Optional<StartCache> ownCache(Path programs, String part, int heap) {
        var entries = OWN_CLASS_PATH.split(File.pathSeparator, -1);
        var file = programs.resolve("start-%s-%s.aot".formatted(part, fingerprint(heap, OWN_CLASS_PATH)));
        return Stream.of(entries).allMatch(entry -> entry.endsWith(".jar"))
                ? Optional.of(new StartCache(file))
                : Optional.empty();
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
    private static String fingerprint(int heap, String classPath) {
        var jvm = System.getProperty("java.vm.version") + System.getProperty("os.arch");
        return Programs.fingerprint(jvm + String.join(" ", flags(heap)) + classPath);
    }
}
