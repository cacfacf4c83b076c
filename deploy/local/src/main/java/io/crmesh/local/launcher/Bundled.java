package io.crmesh.local.launcher;

import io.crmesh.local.broker.BrokerMain;
import io.crmesh.local.database.DatabaseMain;
import io.crmesh.local.launcher.Part.Sign.SaysReady;
import io.crmesh.local.launcher.Part.Turn;
import io.crmesh.local.mail.MailMain;
import io.crmesh.tls.Certificates;
import java.util.List;
import java.util.Map;

/** What comes along for whoever has none of their own. */
enum Bundled {
    BROKER("broker", Turn.MESSAGING, 128, BrokerMain.class),
    DATABASE("database", Turn.DATABASE, 512, DatabaseMain.class),
    MAIL("mail", Turn.MESSAGING, 64, MailMain.class);

    private final String part;
    private final Turn turn;
    private final int heap;
    private final Class<?> main;

    Bundled(String part, Turn turn, int heap, Class<?> main) {
        this.part = part;
        this.turn = turn;
        this.heap = heap;
        this.main = main;
    }

    /**
     * It as a part.
     *
     * @param address where it answers, for people to read
     * @param arguments its data, its ports
     */
    Part part(Installation installation, String address, List<Object> arguments) {
        Map<String, String> environment = installation
                .tls()
                .map(given -> Map.of(Certificates.VARIABLE, given.folder().toString()))
                .orElse(Map.of());
        return new Part(
                part,
                turn,
                address,
                Tuning.own(heap, main, arguments),
                environment,
                new SaysReady(),
                Tuning.ownCache(installation.programs(), part, heap));
    }

    /** How clients of the database find it. */
    static String connectionString(int port) {
        return "mongodb://127.0.0.1:%d/?retryWrites=false".formatted(port);
    }
}
