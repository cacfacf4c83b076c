package io.crmesh.benchmarks.parts;

import io.crmesh.local.database.EmbeddedDatabase;
import io.crmesh.local.database.IndexPolicy;

/** Main class of the embedded database without a file, which shows the cost of durability. */
final class MemoryDatabase {

    private MemoryDatabase() {}

    /** Prints its port and runs until the process ends. */
    public static void main(String[] args) throws InterruptedException {
        try (var database = EmbeddedDatabase.inMemory(IndexPolicy.RECORDING)) {
            System.out.println("ready " + database.port());
            Thread.currentThread().join();
        }
    }
}
