package io.crmesh.local.startup;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.ParentWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Unpacked service jars: services start faster from them, and a new build does not replace a jar under a running
 * process. Each jar has a folder of its own, named after its content.
 */
public record UnpackedServices(Path directory) {

    private static final String PARENT_WATCH_JAR = "parent-watch.jar";

    /**
     * A service that is ready to run.
     *
     * @param classPath the jar of the service and that of {@link ParentWatch}
     * @param aotProcessed whether Spring's AOT processing generated the bean definitions at build time
     */
    record UnpackedService(Path directory, String classPath, String mainClass, boolean aotProcessed) {}

    UnpackedService unpack(String name, Path jar) throws IOException, InterruptedException {
        var folder = directory.resolve(name + "-" + fingerprint(jar));
        if (Files.notExists(folder)) {
            removeOthers(name);
            unpackTo(jar, folder);
        }
        lock(folder);
        return service(folder, folder.resolve(jar.getFileName()));
    }

    private static UnpackedService service(Path folder, Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var classPath = jar + System.getProperty("path.separator") + folder.resolve(PARENT_WATCH_JAR);
            var main = mainClass(file);
            var generated = main.replace('.', '/') + "__ApplicationContextInitializer.class";
            return new UnpackedService(folder, classPath, main, file.getEntry(generated) != null);
        }
    }

    /** The folder appears in one step; the next attempt overwrites the rest of an interrupted one. */
    private void unpackTo(Path jar, Path folder) throws IOException, InterruptedException {
        var draft = folder.resolveSibling(folder.getFileName() + ".new");
        delete(draft);
        Files.createDirectories(draft);
        if (isBootJar(jar)) {
            extract(jar, draft);
        } else {
            Files.copy(jar, draft.resolve(jar.getFileName()));
        }
        writeParentWatch(draft.resolve(PARENT_WATCH_JAR));
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isBootJar(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getEntry("BOOT-INF/") != null;
        }
    }

    private static void extract(Path jar, Path target) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Installation.java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new CommandFailure("%s cannot be unpacked: %s".formatted(jar, output.strip()));
        }
    }

    /** Writes a jar of one class: with a folder on the class path the JVM makes no AOT cache. */
    private static void writeParentWatch(Path jar) throws IOException {
        var name = ParentWatch.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var in = ParentWatch.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    private static String mainClass(JarFile jar) throws IOException {
        var manifest = jar.getManifest();
        var main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        if (main == null) {
            throw new CommandFailure("%s names no main class; build it again.".formatted(jar.getName()));
        }
        return main;
    }

    /** A hash of the content: a jar that is built again from the same sources keeps its folder and its AOT cache. */
    private static String fingerprint(Path jar) throws IOException {
        var content = new StringBuilder(jar.getFileName() + PARENT_WATCH_JAR);
        try (var file = new JarFile(jar.toFile())) {
            file.stream()
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .forEach(entry -> content.append(entry.getName()).append(entry.getCrc()));
        }
        return fingerprint(content.toString());
    }

    static String fingerprint(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Locks the folder until this process ends, so that other launchers of this checkout do not delete it. */
    private static void lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("in-use"), CREATE, READ, WRITE);
        if (channel.tryLock(0, Long.MAX_VALUE, true) == null) {
            throw new CommandFailure("%s is being removed by another ./crm; try again.".formatted(folder));
        }
    }

    private static boolean isInUse(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder.resolve("in-use"), CREATE, READ, WRITE);
                var alone = channel.tryLock()) {
            return alone == null;
        }
    }

    private void removeOthers(String name) throws IOException {
        Files.createDirectories(directory);
        try (var folders = Files.list(directory)) {
            for (var folder : folders.toList()) {
                if (folder.getFileName().toString().matches(name + "-[0-9a-f]{12}(\\.new)?") && !isInUse(folder)) {
                    delete(folder);
                }
            }
        }
    }

    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(UnpackedServices::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
