package io.crmesh.local.supervision;

import java.nio.file.Path;

/** AOT cache file of a JVM, which makes its next start faster. */
public record AotCache(Path file) {

    /** The AOT configuration that the JVM recorded in a training run. */
    public Path configuration() {
        return sibling(".aotconf");
    }

    /** The cache file while it is written. */
    public Path draft() {
        return sibling(".new");
    }

    private Path sibling(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
