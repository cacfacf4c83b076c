package io.crmesh.local.startup;

import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.AotCache;
import io.crmesh.local.supervision.ParentWatch;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Command lines of the JVMs of an installation: small heaps, little overhead, and both just-in-time compilers. */
final class JvmCommand {

    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TrimNativeHeapInterval=5000"); // ms; returns memory of the compiler to the system

    /** Keeps the JVM from warnings about what the broker and the database do on purpose. */
    private static final List<String> QUIET =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final int SERVICE_HEAP = 256;
    private static final String LAUNCHER_CLASS_PATH = System.getProperty("java.class.path");

    /** On a machine with much memory, the heap would otherwise begin at its limit, and all of it would be used. */
    private static final int INITIAL_HEAP_DIVISOR = 4;

    private JvmCommand() {}

    static List<String> service(UnpackedServices.UnpackedService service) {
        var command = command(SERVICE_HEAP, service.classPath(), service.mainClass());
        if (service.aotProcessed()) {
            command.add(1, "-Dspring.aot.enabled=true");
        }
        return command;
    }

    static AotCache serviceCache(UnpackedServices.UnpackedService service) {
        return new AotCache(service.directory().resolve("start-%s.aot".formatted(fingerprint(SERVICE_HEAP, ""))));
    }

    /** The command of a bundled part. */
    static List<String> bundled(int heap, Class<?> main, List<Object> arguments) {
        var command = command(heap, LAUNCHER_CLASS_PATH, main.getName());
        arguments.forEach(argument -> command.add(argument.toString()));
        return command;
    }

    /** The JVM makes no cache if the class path has a folder, as it has in tests. */
    static Optional<AotCache> bundledCache(Path programs, String part, int heap) {
        var entries = LAUNCHER_CLASS_PATH.split(File.pathSeparator, -1);
        var file = programs.resolve("start-%s-%s.aot".formatted(part, fingerprint(heap, LAUNCHER_CLASS_PATH)));
        return Stream.of(entries).allMatch(entry -> entry.endsWith(".jar"))
                ? Optional.of(new AotCache(file))
                : Optional.empty();
    }

    private static List<String> command(int heap, String classPath, String main) {
        var command = new ArrayList<String>();
        command.add(Installation.java().toString());
        command.addAll(flags(heap));
        command.addAll(List.of("-cp", classPath, ParentWatch.class.getName(), main));
        return command;
    }

    private static List<String> flags(int heap) {
        var flags = new ArrayList<>(COMMON);
        flags.add("-Xms" + heap / INITIAL_HEAP_DIVISOR + "m");
        flags.add("-Xmx" + heap + "m");
        flags.addAll(QUIET);
        return flags;
    }

    /** An AOT cache works only for the JVM and the flags that it was made with, so both are part of its name. */
    private static String fingerprint(int heap, String classPath) {
        var jvm = System.getProperty("java.vm.version") + System.getProperty("os.arch");
        return UnpackedServices.fingerprint(jvm + String.join(" ", flags(heap)) + classPath);
    }
}
