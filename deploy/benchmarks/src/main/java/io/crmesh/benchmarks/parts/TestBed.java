package io.crmesh.benchmarks.parts;

import io.crmesh.benchmarks.load.Issuer;
import io.crmesh.local.broker.BrokerMain;
import io.crmesh.local.database.DatabaseMain;
import io.crmesh.local.installation.AuditKeys;
import io.crmesh.local.installation.KeyEncryptionKey;
import io.crmesh.local.mail.MailMain;
import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Test bed: the parts that one benchmark needs, in a folder of their own. Closing it ends all of them. */
public final class TestBed implements Closeable {

    /** Shell script: runs its arguments, and stops them in order when standard input is closed. */
    static final String STOP_WITH_STDIN =
            "\"$@\" </dev/null & pid=$!; trap 'kill -INT $pid' TERM; read -r _; kill -INT $pid 2>/dev/null; wait $pid";

    private static final Duration START = Duration.ofSeconds(90);
    private static final int BROKER_HEAP = 128;
    private static final int DATABASE_HEAP = 512;
    private static final int SERVICE_HEAP = 512;
    private static final int MAIL_HEAP = 128;

    private final Path root;
    private final Path folder;
    private final Deque<Closeable> open = new ArrayDeque<>();

    private TestBed(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Opens a test bed in the data folder of the checkout, and deletes what a killed run left there. */
    public static TestBed in(Path root) throws IOException {
        var parent = Files.createDirectories(root.resolve(".crm").resolve("benchmarks"));
        Folders.clear(parent);
        return new TestBed(root, Files.createTempDirectory(parent, "data-"));
    }

    /** A second test bed for parts of the same names; it is closed with this one. */
    public TestBed beside(String name) throws IOException {
        return keep(new TestBed(root, Files.createDirectory(folder.resolve(name))));
    }

    /** The checkout. */
    public Path root() {
        return root;
    }

    public Path folder() {
        return folder;
    }

    /** Registers a resource that is closed with the test bed, in reverse order. */
    public <T extends Closeable> T keep(T thing) {
        open.push(thing);
        return thing;
    }

    /** A part that listens on 127.0.0.1. */
    public record Server(Part part, int port) {

        public URI http() {
            return URI.create("http://" + address());
        }

        public String address() {
            return "127.0.0.1:" + port;
        }
    }

    public Server broker() throws IOException, InterruptedException {
        return broker(0);
    }

    /** On a given port. */
    public Server broker(int port) throws IOException, InterruptedException {
        var data = Files.createDirectories(folder.resolve("broker"));
        return own("broker", BROKER_HEAP, BrokerMain.class, data.toString(), Integer.toString(port));
    }

    public Server database() throws IOException, InterruptedException {
        return database(0);
    }

    /** On a given port. */
    public Server database(int port) throws IOException, InterruptedException {
        var file = folder.resolve("database.mv");
        return own("database", DATABASE_HEAP, DatabaseMain.class, file.toString(), Integer.toString(port));
    }

    /** A database without a file. */
    public Server memoryDatabase() throws IOException, InterruptedException {
        return own("database", 2 * DATABASE_HEAP, MemoryDatabase.class);
    }

    /** The upstream of each gateway; thousands of connections need their memory. */
    public Server upstream(String name, Duration delay) throws IOException, InterruptedException {
        return own(name, SERVICE_HEAP, Upstream.class, Long.toString(delay.toMillis()));
    }

    /** The mail server: its SMTP port and its API. */
    public record Mail(Server smtp, URI api) {}

    public Mail mail() throws IOException, InterruptedException {
        var data = Files.createDirectories(folder.resolve("mail"));
        int http = freePort();
        var smtp = own("mail", MAIL_HEAP, MailMain.class, data.toString(), "0", Integer.toString(http));
        return new Mail(smtp, URI.create("http://127.0.0.1:" + http));
    }

    private Server own(String name, int heap, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        var part = start(name, Jvm.own(heap, main, List.of(arguments)), Map.of());
        return new Server(
                part,
                await(
                        part,
                        () -> part.said().stream()
                                .filter(line -> line.startsWith("ready "))
                                .map(line -> Integer.parseInt(line.strip().split(" ", -1)[1]))
                                .findFirst()
                                .orElse(0)));
    }

    /** Starts a service and waits until it is ready. */
    public Server service(Service service, Map<String, String> environment) throws IOException, InterruptedException {
        var server = begin(service, jar -> Jvm.service(SERVICE_HEAP, jar), freePort(), environment);
        awaitReady(server, service);
        return server;
    }

    /** Starts a service with its own JVM flags, without waiting for it. */
    public Server begin(Service service, Function<Path, List<String>> jvm, int port, Map<String, String> environment)
            throws IOException {
        var jar = Files.copy(service.jar(root), folder.resolve(service.name() + ".jar"));
        var settings = new HashMap<>(environment);
        settings.put("PORT", Integer.toString(port));
        settings.put("CRM_KEY_FILE", KeyEncryptionKey.in(folder).toString());
        settings.put("CRM_AUDIT_KEYS", AuditKeys.made(folder).toString());
        settings.put("CRM_AUDIT_SPOOL", folder.resolve("audit-spool").toString());
        settings.put("CRM_ISSUER", Issuer.uri().toString());
        settings.put("CRM_SECRETS", secrets(service).toString());
        return new Server(start(service.name(), jvm.apply(jar), settings), port);
    }

    /** Any secret: the issuer here accepts all. */
    private Path secrets(Service service) throws IOException {
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        var _ = Files.writeString(secrets.resolve(service.name()), "any");
        return secrets;
    }

    public void awaitReady(Server server, Service service) throws IOException, InterruptedException {
        var probe = server.http().resolve(service.probe()).toURL();
        var _ = await(server.part(), () -> service.isReady(status((HttpURLConnection) probe.openConnection())) ? 1 : 0);
    }

    private static int status(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(5000);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** Starts a command that ends when its standard input is closed. */
    public Part start(String name, List<String> command, Map<String, String> environment) throws IOException {
        var log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("CRM_"));
        builder.environment().putAll(environment);
        return keep(new Part(name, builder.start(), log));
    }

    /** Waits until the part has printed this text. */
    void awaitSaid(Part part, String words) throws IOException, InterruptedException {
        var _ = await(part, () -> part.said().stream().anyMatch(line -> line.contains(words)) ? 1 : 0);
    }

    /** Probe of a starting part; 0 means that there is no answer yet. */
    private interface Question {
        int ask() throws IOException;
    }

    /** Repeats the probe until its answer is not 0. */
    private static int await(Part part, Question question) throws IOException, InterruptedException {
        var end = System.nanoTime() + START.toNanos();
        while (part.isAlive() && System.nanoTime() < end) {
            try {
                var answer = question.ask();
                if (answer != 0) {
                    return answer;
                }
            } catch (IOException notYet) {
                // The port is closed until the part is ready.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(part.name() + " does not become ready. Its last output:\n" + part.lastOutput());
    }

    public static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        Folders.delete(folder);
    }
}
