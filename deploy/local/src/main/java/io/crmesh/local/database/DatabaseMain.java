package io.crmesh.local.database;

import io.crmesh.local.database.store.DatabaseUnavailable;
import io.crmesh.local.tls.Identity;
import java.nio.file.Path;

/**
 * Main class of the database as a process of its own: it prints {@code ready <port>} when it answers, and stops cleanly
 * on SIGTERM.
 */
public final class DatabaseMain {

    private DatabaseMain() {}

    /** Takes the data file and the port (0: any free one). */
    public static void main(String[] args) {
        if (args.length != 2) {
            giveUp("Usage: DatabaseMain <data file> <port>");
        }
        try {
            serve(Path.of(args[0]), Integer.parseInt(args[1]));
        } catch (DatabaseUnavailable e) {
            giveUp(e.advice());
        }
    }

    private static void serve(Path file, int port) {
        var database = EmbeddedDatabase.open(file, port, Identity.given());
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        System.out.println("ready " + database.port());
        throw database.failure().join();
    }

    private static void giveUp(String why) {
        System.err.println(why);
        System.exit(1);
    }
}
