package io.crmesh.contracts;

import java.nio.file.Files;
import java.nio.file.Path;

/** Locates the contracts in the source tree, from whichever module the tests run in. */
final class ContractsFolder {

    private ContractsFolder() {}

    /** The {@code contracts} folder beside the given one or beside any folder above it. */
    static Path above(Path start) {
        for (var folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var contracts = folder.resolve("contracts");
            if (Files.isDirectory(contracts.resolve("events"))) {
                return contracts;
            }
        }
        throw new IllegalStateException("There is no contracts/events beside or above " + start.toAbsolutePath());
    }

    static Path here() {
        return above(Path.of(""));
    }
}
