package io.crmesh.benchmarks.parts;

import io.crmesh.local.supervision.ParentWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM command lines, the same for all subjects: as {@code ./crm up} starts them, but with a larger heap. */
public final class Jvm {

    /** Description of the flags for the page. */
    public static final String PROFILE =
            "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders, all of the just-in-time compiler";

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String BOOT = "org.springframework.boot.loader.launch.JarLauncher";

    private Jvm() {}

    /** A main class of this class path. */
    static List<String> own(int heap, Class<?> main, List<String> arguments) {
        return command(heap, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** A packaged service without tuning. */
    public static List<String> plain(int heap, Path jar) {
        var command = service(heap, jar);
        command.removeIf(word -> word.startsWith("-XX:") || word.startsWith("-Xms"));
        return command;
    }

    /** The launcher as {@code ./crm up} runs it, with these options. */
    public static List<String> launcher(Path root, List<String> options) throws IOException {
        var programs = root.resolve(".crm").resolve("programs");
        var folder =
                programs.resolve(Files.readString(programs.resolve("launcher")).strip());
        var classPath = folder.resolve("local.jar")
                + System.getProperty("path.separator")
                + Files.readString(folder.resolve("classpath")).strip();
        var command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcrm.root=" + root,
                "-cp",
                classPath,
                "io.crmesh.local.launcher.LauncherMain",
                "up"));
        command.addAll(options);
        return command;
    }

    /** A packaged service. */
    public static List<String> service(int heap, Path jar) {
        var leash = ParentWatch.class.getProtectionDomain().getCodeSource().getLocation();
        var classPath = jar + System.getProperty("path.separator") + Path.of(leash.getPath());
        return command(heap, classPath, BOOT, List.of());
    }

    private static List<String> command(int heap, String classPath, String main, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms" + heap + "m",
                "-Xmx" + heap + "m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                ParentWatch.class.getName(),
                main));
        command.addAll(arguments);
        return command;
    }
}
