package io.crmesh.benchmarks.parts;

import io.crmesh.local.database.EmbeddedDatabase;

/** The embedded database without its file, as a process of its own: what of the cost is durability. */
final class MemoryDatabase {

    private MemoryDatabase() {}

    /** Says where it listens, and does so until it is ended. */
    public static void main(String[] args) throws InterruptedException {
        try (var database = EmbeddedDatabase.inMemory()) {
            System.out.println("ready " + database.port());
            Thread.currentThread().join();
        }
    }
}
