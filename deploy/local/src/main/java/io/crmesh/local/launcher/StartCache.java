package io.crmesh.local.launcher;

import java.nio.file.Path;

/** What makes a Java program start faster, once it has been made. */
record StartCache(Path file) {

    /** What the JVM noted down of a rehearsal. */
    Path notes() {
        return sibling(".notes");
    }

    /** The cache while it is not complete. */
    Path draft() {
        return sibling(".new");
    }

    private Path sibling(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
