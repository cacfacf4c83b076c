package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoServer;
import io.crmesh.local.tls.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.h2.mvstore.MVStore;

/**
 * A database for one machine that speaks MongoDB's protocol and keeps everything in one file. What it acknowledged (or
 * showed to a reader) survives the death of the process, though not a power cut: commits reach the operating system.
 *
 * <p>What differs from a real server, as far as we met it: no sessions, transactions, change streams, collation, text
 * search or update pipelines; TTL indexes never delete; a partial index holds what has one of its keys, whatever else
 * its filter says; indexes serve equality and orders, not ranges by themselves; an aggregation uses one for its first
 * stage only; updates of an ordered bulk go on after one of them failed.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";

    /** A connection waits in its thread for the commit; with few threads few writes could share one. */
    private static final int THREADS = 64;

    private final MongoServer server;
    private final CompletableFuture<DatabaseUnavailable> failure;
    private final int port;

    private EmbeddedDatabase(MongoServer server, CompletableFuture<DatabaseUnavailable> failure) {
        this.server = server;
        this.failure = failure;
        this.port = server.getLocalAddress().getPort();
    }

    /** Opens the file, creating it if necessary, and listens on the port of this machine (0: any free one). */
    public static EmbeddedDatabase open(Path file, int port) {
        return open(file, port, Optional.empty());
    }

    /** The same with TLS. It asks nobody for a certificate, for the library behind it cannot. */
    static EmbeddedDatabase open(Path file, int port, Optional<Identity> identity) {
        return serve(StoreFile.open(file), new Journal(file), file, port, identity);
    }

    /** An empty database that forgets everything when closed. */
    public static EmbeddedDatabase inMemory() {
        return serve(StoreFile.inMemory(), new Journal(null), Path.of("memory"), 0, Optional.empty());
    }

    private static EmbeddedDatabase serve(
            MVStore store, Journal journal, Path file, int port, Optional<Identity> identity) {
        var backend = new DurableBackend(store, journal);
        var server = new MongoServer(backend);
        identity.ifPresent(
                shown -> server.enableSsl(shown.key(), null, shown.chain().toArray(X509Certificate[]::new)));
        try {
            server.bind(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port), 1, THREADS);
        } catch (Exception e) { // A taken port is a checked exception that the library does not declare.
            server.shutdownNow();
            throw new DatabaseUnavailable(
                    "Port %d is taken. Stop what listens there, or choose another port.".formatted(port), e);
        }
        var failure = backend.durability().failure();
        return new EmbeddedDatabase(
                server, failure.thenApply(e -> new DatabaseUnavailable(StoreFile.advice(file, e), e)));
    }

    public int port() {
        return port;
    }

    /** How to connect: the options of production, less what this server does not have (retryable writes). */
    public String connectionString() {
        return "mongodb://" + ADDRESS + ":" + port
                + "/?retryWrites=false&w=majority&journal=true&readConcernLevel=majority&uuidRepresentation=standard"
                + "&serverSelectionTimeoutMS=3000&socketTimeoutMS=5000&waitQueueTimeoutMS=2000";
    }

    /** Completes if the file can no longer be written; until it is opened anew, every command is refused. */
    CompletableFuture<DatabaseUnavailable> failure() {
        return failure;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
