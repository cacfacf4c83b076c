package io.crmesh.local.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Value object: a row of {@code contracts/services.csv}, the only list of services. The launcher knows no service by
 * name, so a new service is a new row.
 *
 * @param service the plural name, such as {@code customers}
 * @param module the Maven module, such as {@code customer-service}
 * @param urlVariable the environment variable by which the other services learn the address of this one
 */
public record ServiceModule(String service, String module, int preferredPort, String urlVariable) {

    private static final String HEADER = "service,module,port,url,events,scopes";

    static List<ServiceModule> read(Path list) {
        try {
            var lines = Files.readAllLines(list);
            if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
                throw new CommandFailure("%s does not begin with %s; correct it.".formatted(list, HEADER));
            }
            return lines.stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> row(list, line))
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(
                    "The list of services %s cannot be read; check out the repository again.".formatted(list));
        }
    }

    private static ServiceModule row(Path list, String line) {
        var columns = line.split(",", -1);
        try {
            return new ServiceModule(columns[0], columns[1], Integer.parseInt(columns[2]), columns[3]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new CommandFailure("%s has the line %s, which is no service; correct it.".formatted(list, line));
        }
    }

    /** Whether clients outside the installation call this service; the others are called by its parts only. */
    public boolean isPublic() {
        return urlVariable.equals("CRM_PUBLIC_URL");
    }

    /** The jar that the build made of the module; the newest one, if a change of version left an older one. */
    public Optional<Path> jar(Path root) {
        var target = root.resolve(module).resolve("target");
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
        return fileName.matches(module + "-[0-9][^/]*\\.jar") && !fileName.matches(".*-(tests|sources|javadoc)\\.jar");
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
