package io.crmesh.local.startup;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.stream.Collectors.joining;

import io.crmesh.local.hosting.ServicesMain;
import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.supervision.ParentWatch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Unpacked service jars: services start faster from them, and a new build does not replace a jar under a running
 * process. Each jar has a folder of its own, named after its content.
 */
public record UnpackedServices(Path directory) {

    private static final String PARENT_WATCH_JAR = "parent-watch.jar";
    private static final String CLASSES_JAR = "classes.jar";
    private static final String LIBRARIES = "lib";

    /**
     * A service that is ready to run.
     *
     * @param classes its own classes and settings
     * @param libraries in the order of the class path
     * @param aotProcessed whether Spring's AOT processing generated the bean definitions at build time
     */
    record UnpackedService(Path classes, String mainClass, List<Path> libraries, boolean aotProcessed) {

        /** The class path for a process of its own. */
        String classPath() {
            var first = Stream.of(classes, classes.resolveSibling(PARENT_WATCH_JAR));
            return joined(Stream.concat(first, libraries.stream()));
        }
    }

    /** The class path of a process that hosts several services: their libraries and the classes of the launcher. */
    static String sharedClassPath(List<UnpackedService> services) {
        var libraries = new LinkedHashMap<Path, Path>();
        for (var service : services) {
            service.libraries().forEach(library -> libraries.putIfAbsent(library.getFileName(), library));
        }
        return joined(Stream.concat(Stream.of(launcher()), libraries.values().stream()));
    }

    private static String joined(Stream<Path> classPath) {
        return classPath.map(Path::toString).collect(joining(File.pathSeparator));
    }

    private static Path launcher() {
        return Path.of(URI.create(ServicesMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    UnpackedService unpack(String name, Path file) throws IOException {
        var jar = ServiceJar.of(file);
        var folder = directory.resolve(name + "-" + fingerprint(file));
        if (Files.notExists(folder)) {
            removeOthers(name);
            unpackTo(jar, folder);
        }
        lock(folder);
        var unpacked = jar.libraries().stream()
                .map(library -> folder.resolve(LIBRARIES).resolve(ServiceJar.fileName(library)));
        return new UnpackedService(
                folder.resolve(CLASSES_JAR),
                jar.mainClass(),
                Stream.concat(unpacked, jar.elsewhere().stream()).toList(),
                jar.aotProcessed());
    }

    /** The folder appears in one step; the next attempt overwrites the rest of an interrupted one. */
    private void unpackTo(ServiceJar jar, Path folder) throws IOException {
        var draft = folder.resolveSibling(folder.getFileName() + ".new");
        delete(draft);
        jar.copyLibraries(Files.createDirectories(draft.resolve(LIBRARIES)), libraryFolders());
        jar.copyClasses(draft.resolve(CLASSES_JAR));
        writeParentWatch(draft.resolve(PARENT_WATCH_JAR));
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> libraryFolders() throws IOException {
        try (var folders = Files.list(directory)) {
            return folders.map(folder -> folder.resolve(LIBRARIES))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    /** Writes a jar of one class: with a folder on the class path the JVM makes no archive of classes. */
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

    /** A hash of the content: a jar that is built again from the same sources keeps its folder. */
    private static String fingerprint(Path jar) throws IOException {
        var content = new StringBuilder(jar.getFileName() + PARENT_WATCH_JAR + CLASSES_JAR + LIBRARIES);
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
