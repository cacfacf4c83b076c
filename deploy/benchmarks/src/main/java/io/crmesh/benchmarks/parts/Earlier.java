package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The product as it was at an earlier revision, built from what this checkout remembers of it. */
public record Earlier(Path folder, String revision) {

    /** In a folder beside the data of measurements, made once; of it all only this service and what it needs is built. */
    public static Earlier at(String revision, String module, Path root) throws IOException, InterruptedException {
        var folder = root.resolve(".crm").resolve("benchmarks-at-" + revision);
        if (!Files.isDirectory(folder.resolve(module).resolve("target"))) {
            Files.createDirectories(folder);
            run(root, "sh", "-c", "git archive %s | tar -x -C \"$1\"".formatted(revision), "sh", folder.toString());
            run(
                    folder,
                    "mvn",
                    "-B",
                    "-q",
                    "-ntp",
                    "-DskipTests",
                    "-Dspotless.check.skip=true",
                    "-pl",
                    module,
                    "-am",
                    "package");
        }
        return new Earlier(folder, revision);
    }

    /** A service as it was then. */
    public Service service(String module) {
        return new Service(module + " at " + revision, folder.resolve(module).toString(), Service.READINESS);
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("%s failed in %s".formatted(List.of(command), directory));
        }
    }
}
