package io.crmesh.local.startup;

import io.crmesh.local.hosting.HostedPart;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.startup.UnpackedServices.UnpackedService;
import io.crmesh.local.supervision.ParentWatch;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Command lines of the JVMs of an installation: small heaps and little overhead.
 *
 * @param programs the folder of what was built, for the class archives, too
 */
record JvmCommands(Path programs, Form form) {

    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TrimNativeHeapInterval=5000"); // ms; returns memory of the compiler to the system

    /**
     * The optimising compiler takes a third of the CPU of a start, and the profiles for it another part. An installation
     * that shares processes does without it.
     */
    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    /** Keeps the JVM from warnings about what the broker and the database do on purpose. */
    private static final List<String> QUIET =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final String LAUNCHER_CLASS_PATH = System.getProperty("java.class.path");

    /** On a machine with much memory, the heap would otherwise begin at its limit, and all of it would be used. */
    private static final int INITIAL_HEAP_DIVISOR = 4;

    /** A service with a process of its own. */
    List<String> service(String name, int heap, UnpackedService service) {
        var command = command(name, heap, service.classPath(), service.mainClass(), List.of());
        if (service.aotProcessed()) {
            command.add(1, "-Dspring.aot.enabled=true");
        }
        return command;
    }

    /** A bundled part with a process of its own. */
    List<String> bundled(String name, int heap, String main, List<String> arguments) {
        return command(name, heap, LAUNCHER_CLASS_PATH, main, arguments);
    }

    /** A process of several parts, which share the libraries of these services, if there are any. */
    List<String> hosted(String name, int heap, List<UnpackedService> services, Class<?> main, List<HostedPart> parts) {
        var classPath = services.isEmpty() ? LAUNCHER_CLASS_PATH : UnpackedServices.sharedClassPath(services);
        return command(name, heap, classPath, main.getName(), HostedPart.format(parts));
    }

    private List<String> command(String name, int heap, String classPath, String main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Installation.java().toString());
        command.addAll(COMMON);
        if (form == Form.COMPACT) {
            command.add(FIRST_COMPILER_ONLY);
            command.addAll(classArchive(name, classPath));
        }
        command.add("-Xms" + heap / INITIAL_HEAP_DIVISOR + "m");
        command.add("-Xmx" + heap + "m");
        command.addAll(QUIET);
        command.addAll(List.of("-cp", classPath, ParentWatch.class.getName(), main));
        command.addAll(arguments);
        return command;
    }

    /**
     * The JVM writes the archive of its classes when it ends, if there is none that fits, and starts faster with it. It
     * makes none of a class path that has a folder, as in tests.
     */
    private List<String> classArchive(String name, String classPath) {
        if (!Stream.of(classPath.split(File.pathSeparator, -1)).allMatch(entry -> entry.endsWith(".jar"))) {
            return List.of();
        }
        var archive = programs.resolve(name + ".jsa");
        // Otherwise the JVM names each class that it leaves out.
        return List.of(
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=error,aot*=error");
    }
}
