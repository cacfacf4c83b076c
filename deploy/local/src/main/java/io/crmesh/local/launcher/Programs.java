package io.crmesh.local.launcher;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

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
 * The services in the form they run in: unpacked, so that they start faster and a new build does not pull the jar away
 * under a running process. Each jar has a folder of its own, named after its content.
 */
record Programs(Path directory) {

    /**
     * A program ready to run.
     *
     * @param classPath its own jar and the leash's
     * @param prepared whether Spring decided at build time which beans it has
     */
    record Program(Path directory, String classPath, String mainClass, boolean prepared) {}

    Program unpacked(String name, Path jar) throws IOException, InterruptedException {
        var folder = directory.resolve(name + "-" + fingerprint(jar));
        if (Files.notExists(folder)) {
            removeOthers(name);
            unpack(jar, folder);
        }
        use(folder);
        return program(folder, folder.resolve(jar.getFileName()));
    }

    private static Program program(Path folder, Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var classPath = jar + System.getProperty("path.separator") + folder.resolve("leash.jar");
            var main = mainClass(file);
            var decided = main.replace('.', '/') + "__ApplicationContextInitializer.class";
            return new Program(folder, classPath, main, file.getEntry(decided) != null);
        }
    }

    /** The whole folder appears at once; what an interrupted attempt left is overwritten by the next. */
    private void unpack(Path jar, Path folder) throws IOException, InterruptedException {
        var draft = folder.resolveSibling(folder.getFileName() + ".new");
        delete(draft);
        Files.createDirectories(draft);
        if (isBootJar(jar)) {
            extract(jar, draft);
        } else {
            Files.copy(jar, draft.resolve(jar.getFileName()));
        }
        writeLeash(draft.resolve("leash.jar"));
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
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Trouble("%s cannot be unpacked: %s".formatted(jar, words.strip()));
        }
    }

    /** A jar of one class: a folder on the class path would rule out the JVM's start-up cache. */
    private static void writeLeash(Path jar) throws IOException {
        var name = Leash.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var in = Leash.class.getClassLoader().getResourceAsStream(name)) {
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
            throw new Trouble("%s names no main class; build it again.".formatted(jar.getName()));
        }
        return main;
    }

    /** Of the content: a jar that is built again from the same sources keeps its folder and its start-up cache. */
    private static String fingerprint(Path jar) throws IOException {
        var content = new StringBuilder(jar.getFileName().toString());
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

    /** Lets other launchers of this checkout know that the folder is in use, until this process ends. */
    private static void use(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("in-use"), CREATE, READ, WRITE);
        if (channel.tryLock(0, Long.MAX_VALUE, true) == null) {
            throw new Trouble("%s is being removed by another ./crm; try again.".formatted(folder));
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

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Programs::deleteOne);
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
