package io.crmesh.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A service as {@code services.txt} lists it. The launcher knows no service by name: a new one is a new line.
 *
 * @param urlVariable the environment variable by which the other services learn where this one answers
 */
record ServiceModule(String name, int preferredPort, String urlVariable) {

    static List<ServiceModule> read(Path list) {
        try (var lines = Files.lines(list)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(ServiceModule::of)
                    .toList();
        } catch (IOException e) {
            throw new Trouble(
                    "The list of services %s cannot be read; check out the repository again.".formatted(list));
        }
    }

    /** Whether clients come to it: all others are asked by parts of the installation only. */
    boolean isPublic() {
        return urlVariable.equals("CRM_PUBLIC_URL");
    }

    private static ServiceModule of(String line) {
        var words = line.split("\\s+", -1);
        return new ServiceModule(words[0], Integer.parseInt(words[1]), words[2]);
    }

    /** The jar that the build made of it; the newest, if a change of version left an older one. */
    Optional<Path> jar(Path root) {
        var target = root.resolve(name).resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (var files = Files.list(target)) {
            return files.filter(this::isJar).max(Comparator.comparing(ServiceModule::modified));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isJar(Path file) {
        var fileName = file.getFileName().toString();
        return fileName.matches(name + "-[0-9][^/]*\\.jar") && !fileName.matches(".*-(tests|sources|javadoc)\\.jar");
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
