package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders that exist for one benchmark. */
final class Folders {

    private Folders() {}

    /** Deletes the content of a folder. */
    static void clear(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            for (var child : children.toList()) {
                delete(child);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
