package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.load.Json;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Part;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Running;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole product as {@code ./crm up} starts it, with a data folder of its own. */
record Installed(Part launcher, Path home, Duration start) implements Closeable {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Answers when all of it is ready. */
    static Installed start(Stage stage, String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        var home = stage.folder().resolve(name);
        var environment = new TreeMap<>(settings);
        environment.put("CRM_HOME", home.toString());
        var begin = System.nanoTime();
        var launcher = stage.start(name, Jvm.launcher(stage.root()), environment);
        while (!status(home).path("state").asString("").equals("ready")) {
            if (!launcher.isAlive() || System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new IllegalStateException("It does not start:\n" + launcher.lastWords());
            }
            Thread.sleep(50);
        }
        return new Installed(launcher, home, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static JsonNode status(Path home) throws IOException {
        var file = home.resolve("run").resolve("status.json");
        return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
    }

    URI address(String part) throws IOException {
        return parts().filter(each -> each.get("name").asString().equals(part))
                .map(each -> URI.create(each.get("address").asString()))
                .findFirst()
                .orElseThrow();
    }

    /** The API, for its administrator. */
    Json api() throws IOException, InterruptedException {
        var gateway = address("gateway");
        var token = new Operator(gateway, Running.secrets(home))
                .token(Operator.ADMINISTRATOR, "benchmarks", Set.of("crm"), 1);
        return Json.of(gateway, "Bearer " + token.value());
    }

    private Stream<JsonNode> parts() throws IOException {
        return StreamSupport.stream(status(home).path("parts").spliterator(), false);
    }

    /** All its processes' share of the memory, in megabytes; what several share is counted once. */
    double megabytes() throws IOException {
        var processes = Stream.concat(parts().map(part -> part.get("pid").asLong()), Stream.of(launcher.pid()))
                .toList();
        long kilobytes = 0;
        for (var process : processes) {
            kilobytes += proportionalSet(process);
        }
        return kilobytes / 1024.0;
    }

    private static long proportionalSet(long process) throws IOException {
        var lines = Files.readAllLines(Path.of("/proc", Long.toString(process), "smaps_rollup"));
        return lines.stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Whether each of the services, and what comes along with them, can be started with a cache. */
    static boolean hasCaches(Path root, List<String> services) throws IOException {
        var programs = root.resolve(".crm").resolve("programs");
        try (var files = Files.walk(programs, 2)) {
            var cached = files.filter(file -> file.toString().endsWith(".aot"))
                    .map(file -> programs.relativize(file).toString())
                    .toList();
            return Stream.concat(services.stream(), Stream.of("start-broker", "start-database", "start-mail"))
                    .allMatch(service -> cached.stream().anyMatch(each -> each.startsWith(service)));
        }
    }

    @Override
    public void close() {
        launcher.close();
    }
}
