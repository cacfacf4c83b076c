package io.crmesh.local.startup;

import io.crmesh.local.broker.BrokerMain;
import io.crmesh.local.database.DatabaseMain;
import io.crmesh.local.mail.MailMain;
import io.crmesh.local.supervision.PartProcess.ShutdownPhase;

/** Parts bundled with the launcher: broker, database and mail sink, for an installation that names no others. */
enum BundledPart {
    BROKER("broker", ShutdownPhase.MESSAGING, 128, BrokerMain.class),
    DATABASE("database", ShutdownPhase.DATABASE, 512, DatabaseMain.class),
    MAIL("mail", ShutdownPhase.MESSAGING, 64, MailMain.class);

    private final String part;
    private final ShutdownPhase shutdownPhase;
    private final int heap;
    private final Class<?> main;

    BundledPart(String part, ShutdownPhase shutdownPhase, int heap, Class<?> main) {
        this.part = part;
        this.shutdownPhase = shutdownPhase;
        this.heap = heap;
        this.main = main;
    }

    String part() {
        return part;
    }

    ShutdownPhase shutdownPhase() {
        return shutdownPhase;
    }

    /** The largest heap in megabytes. */
    int heap() {
        return heap;
    }

    String mainClass() {
        return main.getName();
    }

    /** The connection string of the bundled database. */
    static String connectionString(int port) {
        return "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(port);
    }
}
