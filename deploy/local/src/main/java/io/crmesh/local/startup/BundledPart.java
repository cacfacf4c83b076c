package io.crmesh.local.startup;

import io.crmesh.local.broker.BrokerMain;
import io.crmesh.local.database.DatabaseMain;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.mail.MailMain;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.ReadyLine;
import io.crmesh.local.supervision.Part.ShutdownPhase;
import io.crmesh.tls.Certificates;
import java.util.List;
import java.util.Map;

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

    /**
     * The part of an installation.
     *
     * @param address shown to users
     * @param arguments the data folder and the ports
     */
    Part part(Installation installation, String address, List<Object> arguments) {
        Map<String, String> environment = installation
                .tls()
                .map(given -> Map.of(Certificates.VARIABLE, given.folder().toString()))
                .orElse(Map.of());
        return new Part(
                part,
                shutdownPhase,
                address,
                JvmCommand.bundled(heap, main, arguments),
                environment,
                new ReadyLine(),
                JvmCommand.bundledCache(installation.programs(), part, heap));
    }

    /** The connection string of the bundled database. */
    static String connectionString(int port) {
        return "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(port);
    }
}
