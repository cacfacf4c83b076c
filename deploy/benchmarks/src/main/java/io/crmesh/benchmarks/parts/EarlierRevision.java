package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Earlier revision of the product, built from the history of this checkout. */
public record EarlierRevision(Path folder, String revision) {

    /** Builds only this service and its modules, once, in a folder beside the data of the benchmarks. */
    public static EarlierRevision at(String revision, String module, Path root)
            throws IOException, InterruptedException {
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
        return new EarlierRevision(folder, revision);
    }

    /** A service of that revision. */
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
