package io.crmesh.local.startup;

import io.crmesh.local.installation.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The executable jar that the build made of a service, with its libraries inside, as Spring Boot lays it out.
 *
 * @param classes the prefix of its own classes and settings; empty in a jar without libraries
 * @param libraries entries, in the order of the class path
 * @param elsewhere libraries outside, which a jar without libraries names in its manifest
 */
record ServiceJar(
        Path file,
        String mainClass,
        String classes,
        List<String> libraries,
        List<Path> elsewhere,
        boolean aotProcessed) {

    private static final String META_INF = "META-INF/";
    private static final String OF_THE_LOADER = "META-INF/services/java.nio.file.spi.FileSystemProvider";
    private static final String GENERATED_CONTEXT = "__ApplicationContextInitializer.class";

    static ServiceJar of(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest() == null
                    ? new Attributes()
                    : jar.getManifest().getMainAttributes();
            var main = Objects.requireNonNullElse(manifest.getValue("Start-Class"), manifest.getValue(Name.MAIN_CLASS));
            if (main == null) {
                throw new CommandFailure("%s names no main class; build it again.".formatted(file));
            }
            var classes = Objects.requireNonNullElse(manifest.getValue("Spring-Boot-Classes"), "");
            var index = manifest.getValue("Spring-Boot-Classpath-Index");
            return new ServiceJar(
                    file,
                    main,
                    classes,
                    index == null ? List.of() : libraries(text(jar, index)),
                    elsewhere(file, Objects.requireNonNullElse(manifest.getValue(Name.CLASS_PATH), "")),
                    jar.getEntry(classes + main.replace('.', '/') + GENERATED_CONTEXT) != null);
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Each line of the index is {@code - "BOOT-INF/lib/name.jar"}. */
    private static List<String> libraries(String index) {
        return index.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                .toList();
    }

    private static List<Path> elsewhere(Path file, String classPath) {
        return Stream.of(classPath.split(" "))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(file.toUri().resolve(entry)))
                .toList();
    }

    /** Writes its own classes and settings as a jar of their own. */
    void copyClasses(Path target) throws IOException {
        try (var jar = new JarFile(file.toFile());
                var out = new JarOutputStream(Files.newOutputStream(target))) {
            for (var entry : jar.stream().toList()) {
                var name = ownName(entry.getName());
                if (!name.isEmpty()) {
                    out.putNextEntry(new JarEntry(name));
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        }
    }

    /**
     * The name of an entry in the jar of its own classes; empty if it does not belong there. The manifest would name the
     * libraries to a class loader once more.
     */
    private String ownName(String entry) {
        if (entry.startsWith(classes)) {
            return entry.equals(JarFile.MANIFEST_NAME) ? "" : entry.substring(classes.length());
        }
        boolean isOwn = entry.startsWith(META_INF) && !entry.endsWith("/");
        return isOwn && !entry.equals(JarFile.MANIFEST_NAME) && !entry.equals(OF_THE_LOADER) ? entry : "";
    }

    /**
     * Puts its libraries into the folder.
     *
     * @param unpacked folders with libraries of other services; what is the same there takes its place on the disk once
     */
    void copyLibraries(Path folder, List<Path> unpacked) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            for (var library : libraries) {
                copyLibrary(jar, jar.getJarEntry(library), folder.resolve(fileName(library)), unpacked);
            }
        }
    }

    private static void copyLibrary(JarFile jar, JarEntry library, Path target, List<Path> unpacked)
            throws IOException {
        for (var folder : unpacked) {
            var twin = folder.resolve(target.getFileName());
            if (isCopy(twin, library) && linked(target, twin)) {
                return;
            }
        }
        try (var in = jar.getInputStream(library)) {
            Files.copy(in, target);
        }
    }

    private static boolean isCopy(Path file, JarEntry entry) throws IOException {
        if (Files.notExists(file) || Files.size(file) != entry.getSize()) {
            return false;
        }
        var checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        return checksum.getValue() == entry.getCrc();
    }

    /** Not every file system has links. */
    private static boolean linked(Path target, Path twin) {
        try {
            Files.createLink(target, twin);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    static String fileName(String library) {
        return library.substring(library.lastIndexOf('/') + 1);
    }
}
