package io.crmesh.contracts;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the contracts lie in the source tree, wherever in it a module's tests run. */
final class ContractsFolder {

    private ContractsFolder() {}

    /** The {@code contracts} folder beside the given one or beside any folder above it. */
    static Path above(Path start) {
        for (var folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var contracts = folder.resolve("contracts");
            if (Files.isDirectory(contracts.resolve("facts"))) {
                return contracts;
            }
        }
        throw new IllegalStateException("There is no contracts/facts beside or above " + start.toAbsolutePath());
    }

    static Path here() {
        return above(Path.of(""));
    }
}
