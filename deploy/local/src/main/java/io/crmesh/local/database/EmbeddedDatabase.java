package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoServer;
import io.crmesh.local.database.store.DatabaseUnavailable;
import io.crmesh.local.database.store.Journal;
import io.crmesh.local.database.store.StoreFile;
import io.crmesh.local.tls.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embedded database server for one machine: it speaks MongoDB's protocol and keeps everything in one file. What it
 * acknowledged (or showed to a reader) survives a killed process, though not a power cut: commits reach the operating
 * system only.
 *
 * <p>What differs from a real server, as far as we met it: no sessions, transactions, change streams, collation, text
 * search or update pipelines; TTL indexes never delete; indexes serve equality and orders, not ranges by themselves; an aggregation uses one for its first
 * stage only; updates of an ordered bulk go on after one of them failed.
 *
 * <p>Queries that a real server could answer only by a scan or a sort in memory are refused in tests, and recorded
 * elsewhere: see {@link IndexPolicy}.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";

    /** A connection waits in its thread for the commit; with few threads few writes could share one. */
    private static final int THREADS = 64;

    /** A connection ends only when its last command does, and that may never be. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final MongoServer server;
    private final DurableBackend backend;
    private final CompletableFuture<DatabaseUnavailable> failure;
    private final int port;

    private EmbeddedDatabase(
            MongoServer server, DurableBackend backend, CompletableFuture<DatabaseUnavailable> failure) {
        this.server = server;
        this.backend = backend;
        this.failure = failure;
        this.port = server.getLocalAddress().getPort();
    }

    /** Opens the file, creating it if necessary, and listens on the port of this machine (0: any free one). */
    public static EmbeddedDatabase open(Path file, int port) {
        return open(file, port, IndexPolicy.configured(IndexPolicy.STRICT));
    }

    public static EmbeddedDatabase open(Path file, int port, IndexPolicy policy) {
        return serve(StoreFile.open(file), new Journal(file), file, port, policy, Optional.empty());
    }

    /**
     * The same with TLS, as a process of its own. It asks for no client certificate, for the library behind it cannot.
     * Queries are not looked at: to an installation a slow answer is better than none.
     */
    static EmbeddedDatabase open(Path file, int port, Optional<Identity> identity) {
        var policy = IndexPolicy.configured(IndexPolicy.IGNORING);
        return serve(StoreFile.open(file), new Journal(file), file, port, policy, identity);
    }

    /** An empty database that forgets everything when closed. */
    public static EmbeddedDatabase inMemory() {
        return inMemory(IndexPolicy.configured(IndexPolicy.STRICT));
    }

    public static EmbeddedDatabase inMemory(IndexPolicy policy) {
        return serve(StoreFile.inMemory(), new Journal(null), Path.of("memory"), 0, policy, Optional.empty());
    }

    private static EmbeddedDatabase serve(
            MVStore store, Journal journal, Path file, int port, IndexPolicy policy, Optional<Identity> identity) {
        var backend = new DurableBackend(store, journal, policy);
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
                server, backend, failure.thenApply(e -> new DatabaseUnavailable(StoreFile.advice(file, e), e)));
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

    /** The shapes of all queries so far that no declared index serves; what is read in whole on purpose is not listed. */
    public List<UnservedQuery> unservedQueries() {
        return backend.unserved().seen();
    }

    DurableBackend backend() {
        return backend;
    }

    /** Closes within ten seconds (twice that if the disk does not answer), even if a client never ends. */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** After the limit it closes the files and leaves the rest behind: what was acknowledged is found when reopening. */
    void close(Duration limit) {
        if (!endsWithin(limit, server::shutdownNow)) {
            LOG.warn("Connections did not end within {} s; the files are closed without them.", limit.toSeconds());
            if (!endsWithin(limit, backend::closeNow)) {
                LOG.warn("The files did not close within {} s; they are left as they are.", limit.toSeconds());
            }
        }
    }

    private static boolean endsWithin(Duration limit, Runnable work) {
        return CompletableFuture.runAsync(
                        work,
                        closing -> Thread.ofPlatform()
                                .daemon()
                                .name("database-close")
                                .start(closing))
                .thenApply(_ -> true)
                .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
