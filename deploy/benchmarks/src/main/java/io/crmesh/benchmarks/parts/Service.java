package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Service of the product, or a yardstick.
 *
 * @param module its folder, in the checkout or elsewhere
 * @param probe path of its readiness probe; a yardstick is ready when it answers at all
 */
public record Service(String name, String module, String probe) {

    static final String READINESS = "/actuator/health/readiness";

    public static Service ofProduct(String name) {
        return new Service(name, name, READINESS);
    }

    public static Service yardstick(String name) {
        return new Service(name, "deploy/benchmarks/" + name, "/");
    }

    /** The same service under another name. */
    public Service named(String other) {
        return new Service(other, module, probe);
    }

    boolean isReady(int status) {
        return probe.equals("/") ? status > 0 : status == 200;
    }

    Path jar(Path root) {
        var target = root.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(Service::isJar)
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> new IllegalStateException(module + " is not built"));
        } catch (IOException e) {
            throw new UncheckedIOException(module + " is not built", e);
        }
    }

    private static boolean isJar(Path file) {
        var fileName = file.getFileName().toString();
        return fileName.matches("[a-z-]+-[0-9].*\\.jar") && !fileName.matches(".*-(tests|sources|javadoc)\\.jar");
    }
}
