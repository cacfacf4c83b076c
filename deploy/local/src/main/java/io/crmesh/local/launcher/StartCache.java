package io.crmesh.local.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * What makes a Java program start faster, once it has been made.
 *
 * @param rehearsal runs the program beside the one that works, with data of its own in {@link #scratch()}, to see how it
 *     starts; it ends by itself or says {@code ready} and is told to
 */
record StartCache(Path file, List<String> rehearsal) {

    static Path scratch(Path file) {
        return sibling(file, ".data");
    }

    /** A folder that is there for as long as the rehearsal lasts. */
    Path scratch() {
        return scratch(file);
    }

    /** What the JVM noted down of the rehearsal. */
    Path notes() {
        return sibling(file, ".notes");
    }

    /** The cache while it is not complete. */
    Path draft() {
        return sibling(file, ".new");
    }

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
