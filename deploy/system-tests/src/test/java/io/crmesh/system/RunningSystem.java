package io.crmesh.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.local.access.Operator;
import io.crmesh.local.broker.ClientEncryption;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.ServiceModule;
import io.crmesh.local.launcher.RunningInstallation;
import io.crmesh.tls.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole system as {@code ./crm up} starts it, with a data folder of its own. */
final class RunningSystem implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** The services, the gateway, the broker and the database. */
    static List<String> listedParts() {
        var checkout = new Installation(ROOT, ROOT.resolve(".crm"), Map.of());
        var services = checkout.services().stream().map(ServiceModule::module);
        return Stream.concat(services, Stream.of("broker", "database")).toList();
    }

    private final HttpClient http;
    private final Map<String, String> settings;
    private final Path home;
    private final Path output;
    private final List<String> command;
    private @Nullable Process launcher;
    private String token = "";

    private RunningSystem(Path folder, Map<String, String> settings, List<String> command) {
        this.settings = settings;
        this.command = command;
        certificates().ifPresent(given -> Certificates.trust(given.authorities()));
        this.http = HttpClient.newHttpClient();
        this.home = folder.resolve("home");
        this.output = folder.resolve("launcher.txt");
    }

    /** Starts the compact form, which most installations on one machine have. */
    static RunningSystem start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        return start(new RunningSystem(folder, settings, List.of("up")));
    }

    /** Starts each part as a process of its own, so that one can be killed alone. */
    static RunningSystem startSeparate(Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(new RunningSystem(folder, settings, List.of("up", "--separate")));
    }

    private static RunningSystem start(RunningSystem system) throws IOException, InterruptedException {
        try {
            system.launch();
            system.signIn();
        } catch (RuntimeException e) {
            system.close();
            throw new IllegalStateException("The system does not start: " + system.output(), e);
        }
        return system;
    }

    private void launch() throws IOException {
        var environment = new TreeMap<>(settings);
        environment.put("CRM_HOME", home.toString());
        // The just-in-time compiler's last tier takes the CPU that a short run needs.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        var started =
                java(environment, output, "io.crmesh.local.launcher.LauncherMain", command.toArray(String[]::new));
        launcher = started;
        await().atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .failFast("The launcher ended", () -> !started.isAlive())
                .until(() -> status().path("state").asString("").equals("ready")
                        && status().at("/launcher/pid").asLong() == started.pid());
    }

    /** Kills all processes as a power cut would, and starts them again with the same data. */
    void restartAfterKill() throws IOException {
        var processes = parts().values().stream()
                .flatMap(part -> ProcessHandle.of(part.path("pid").asLong()).stream())
                .distinct()
                .toList();
        var _ = Objects.requireNonNull(launcher).destroyForcibly().onExit().join();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        launch();
    }

    /** Certificates of the parts, if they use TLS. */
    private Optional<Certificates> certificates() {
        return Optional.ofNullable(settings.get(Certificates.VARIABLE)).map(given -> Certificates.in(Path.of(given)));
    }

    private Operator operator() throws IOException {
        return new Operator(address("gateway"), RunningInstallation.secrets(home));
    }

    private void signIn() throws IOException, InterruptedException {
        token = operator()
                .token(Operator.ADMINISTRATOR, "system tests", Set.of("crm"), 1)
                .value();
    }

    private static Process java(Map<String, String> environment, Path output, String main, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dcrm.root=" + ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CRM_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    String output() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    JsonNode status() throws IOException {
        var file = home.resolve("run").resolve("status.json");
        return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
    }

    Map<String, JsonNode> parts() throws IOException {
        return StreamSupport.stream(status().path("parts").spliterator(), false)
                .collect(toMap(part -> part.path("name").asString(), part -> part));
    }

    /** Kills a part as a power cut would, and returns the id of its process. */
    long kill(String part) throws IOException {
        var pid = pid(part);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        return pid;
    }

    /** Whether the part is ready again, as another process than the one that was killed. */
    boolean isBack(String part, long killed) throws IOException {
        var now = parts().get(part);
        return now != null
                && now.path("pid").asLong() != killed
                && now.path("state").asString("").equals("ready");
    }

    /** Suspends a part for a while. */
    void freeze(String part, Duration pause) throws IOException, InterruptedException {
        whileFrozen(part, () -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()));
    }

    /** Action while a part is suspended. */
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    void whileFrozen(String part, Action action) throws IOException, InterruptedException {
        var pid = Long.toString(pid(part));
        signal("-STOP", pid);
        try {
            action.run();
        } finally {
            signal("-CONT", pid);
        }
    }

    private static void signal(String signal, String pid) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", signal, pid).start().waitFor() != 0) {
            throw new IllegalStateException("kill " + signal + " failed");
        }
    }

    private long pid(String part) throws IOException {
        var pid = parts().get(part);
        if (pid == null || !pid.hasNonNull("pid")) {
            throw new IllegalStateException(part + " has no process");
        }
        return pid.get("pid").asLong();
    }

    Process imports(Purchases purchases, Path output) throws IOException {
        var environment = new TreeMap<>(settings);
        environment.put("CRM_TOKEN", token);
        return java(
                environment,
                output,
                "io.crmesh.local.imports.ImportMain",
                "cdnow",
                purchases.file().toString(),
                "--live-from",
                purchases.liveFrom().toString(),
                "--gateway",
                address("gateway").toString());
    }

    private URI address(String part) throws IOException {
        return URI.create(addressOf(part));
    }

    private String addressOf(String part) throws IOException {
        var found = parts().get(part);
        if (found == null) {
            throw new IllegalStateException("There is no " + part);
        }
        return found.get("address").asString();
    }

    JsonNode get(String part, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(part).resolve(path)).GET(), 200);
    }

    /** The answer of the gateway to a GET. */
    HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address("gateway").resolve(path));
        return http.send(signed(request).build(), BodyHandlers.ofString());
    }

    /** The ETag of a record, for If-Match. */
    String version(String path) throws IOException, InterruptedException {
        return ask(path).headers().firstValue("ETag").orElseThrow();
    }

    /** The body of an answer of this content type. */
    String text(String part, String path, String type) throws IOException, InterruptedException {
        // Personal tokens are valid at the gateway only.
        var signedIn = part.equals("gateway") ? token : operator().signIn("operations:read");
        var request = HttpRequest.newBuilder(address(part).resolve(path))
                .header("Accept", type)
                .header("Authorization", "Bearer " + signedIn)
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** The ids of the traces that the events of a topic belong to, by the ids of the events. */
    Map<String, String> traces(String topic) throws IOException {
        return events(topic).stream()
                .collect(toMap(
                        event -> header(event, "ce_id"),
                        event -> header(event, "traceparent").substring(3, 35)));
    }

    /** All records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> events(String topic) throws IOException {
        var events = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var access = new TreeMap<String, Object>(Map.of("bootstrap.servers", addressOf("broker")));
        certificates().ifPresent(given -> access.putAll(ClientEncryption.with(given)));
        try (var consumer = new KafkaConsumer<>(access, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(events::add);
            }
        }
        return events;
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), US_ASCII);
    }

    JsonNode post(String path, String key, @Nullable String version, String body)
            throws IOException, InterruptedException {
        return post(path, key, version, "application/json", body);
    }

    JsonNode post(String path, String key, @Nullable String version, String type, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address("gateway").resolve(path))
                .header("Content-Type", type)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
        return send(version == null ? request : request.header("If-Match", version), 200, 201, 202);
    }

    private JsonNode send(HttpRequest.Builder request, Integer... wanted) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(signed(request).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        if (!List.of(wanted).contains(answer.statusCode())) {
            throw new IllegalStateException(
                    answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private HttpRequest.Builder signed(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        var running = launcher;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(90, TimeUnit.SECONDS)) {
                var _ = running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var _ = running.destroyForcibly();
        }
    }
}
