package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.ApiClient;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Part;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.local.access.Operator;
import io.crmesh.local.installation.ServiceModule;
import io.crmesh.local.launcher.RunningInstallation;
import io.crmesh.local.startup.UnpackedServices;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Installation: the whole product as {@code ./crm up} starts it, with a data folder of its own. */
public record Installation(Part launcher, Path home, Duration start) implements Closeable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Starts the product with these options of {@code ./crm up}, and waits until all parts are ready. */
    public static Installation start(TestBed testBed, List<String> options) throws IOException, InterruptedException {
        var home = testBed.folder().resolve("home");
        var environment = Map.of("CRM_HOME", home.toString());
        var begin = System.nanoTime();
        var launcher = testBed.start("launcher", Jvm.launcher(testBed.root(), options), environment);
        while (!status(home).path("state").asString("").equals("ready")) {
            if (!launcher.isAlive() || System.nanoTime() - begin > TIMEOUT.toNanos()) {
                throw new IllegalStateException("The product does not start:\n" + launcher.lastOutput());
            }
            Thread.sleep(50);
        }
        return new Installation(launcher, home, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static JsonNode status(Path home) throws IOException {
        var file = home.resolve("run").resolve("status.json");
        return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
    }

    public URI address(String part) throws IOException {
        return parts().filter(each -> each.get("name").asString().equals(part))
                .map(each -> URI.create(each.get("address").asString()))
                .findFirst()
                .orElseThrow();
    }

    /** Client of the API with the rights of an administrator. */
    public ApiClient api() throws IOException, InterruptedException {
        var gateway = address("gateway");
        var token = new Operator(gateway, RunningInstallation.secrets(home))
                .token(Operator.ADMINISTRATOR, "benchmarks", Set.of("crm"), 1);
        return ApiClient.of(gateway, "Bearer " + token.value());
    }

    private Stream<JsonNode> parts() throws IOException {
        return StreamSupport.stream(status(home).path("parts").spliterator(), false);
    }

    /** Memory of all processes in megabytes; pages that several share are counted once. */
    public double megabytes() throws IOException {
        var processes = Stream.concat(parts().map(part -> part.get("pid").asLong()), Stream.of(launcher.pid()))
                .distinct()
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

    /** The modules of all services and of the gateway. */
    public static List<String> services(Path root) {
        var checkout = new io.crmesh.local.installation.Installation(root, root.resolve(".crm"), Map.of());
        return checkout.services().stream().map(ServiceModule::module).toList();
    }

    /** Deletes what earlier starts left for later ones, as if the product had just been built. */
    public static void forgetEarlierStarts(Path root) throws IOException {
        var programs = root.resolve(".crm").resolve("programs");
        try (var files = Files.list(programs)) {
            for (var file : files.toList()) {
                if (file.toString().matches(".*(\\.jsa|-[0-9a-f]{12})")) {
                    UnpackedServices.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        launcher.close();
    }
}
