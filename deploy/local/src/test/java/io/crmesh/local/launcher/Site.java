package io.crmesh.local.launcher;

import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A checkout with one service, somewhere in a temporary folder whose name has a space. */
final class Site implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path root;
    private final int servicePort;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Process> launched = new ArrayList<>();
    private Path said;

    private Site(Path root, int servicePort) {
        this.root = root;
        this.servicePort = servicePort;
        this.said = root;
    }

    /** How a command ended. */
    record Outcome(int code, String words) {}

    static Site in(Path directory) throws IOException {
        var root = Files.createDirectories(directory.resolve("check out"));
        int port = freePort();
        var list = Files.createDirectories(root.resolve("deploy/local")).resolve("services.txt");
        Files.writeString(list, "fake-service %d CRM_FAKE_URL\nabsent-service 1 CRM_ABSENT_URL\n".formatted(port));
        var jar = Files.createDirectories(root.resolve("fake-service/target")).resolve("fake-service-1.jar");
        writeJar(Files.newOutputStream(jar));
        return new Site(root, port);
    }

    static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void writeJar(OutputStream file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        var name = FakeService.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(file, manifest);
                var in = FakeService.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    /** Leaves out the parts that a test is not about, as if there were real ones. */
    Site withoutBrokerAndMail() {
        environment.put("CRM_KAFKA", "127.0.0.1:1");
        environment.put("CRM_SMTP", "127.0.0.1:1");
        return this;
    }

    Site with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path home() {
        return root.resolve(".crm");
    }

    Path keyFile() {
        return home().resolve("keys").resolve("key-encryption");
    }

    int servicePort() {
        return servicePort;
    }

    @CanIgnoreReturnValue
    Process launch(String... command) throws IOException {
        var line = new ArrayList<>(List.of(Installation.java().toString(), "-Xmx64m", "-XX:+UseSerialGC"));
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dcrm.root=" + root));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), LauncherMain.class.getName()));
        line.addAll(List.of(command));
        said = Files.createTempFile(root, "said", ".txt");
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CRM_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        launched.add(process);
        return process;
    }

    Outcome run(String... command) throws IOException, InterruptedException {
        var process = launch(command);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("It does not end: " + words());
        }
        return new Outcome(process.exitValue(), words());
    }

    /** What the command that was started last has said. */
    String words() throws IOException {
        return Files.readString(said);
    }

    @CanIgnoreReturnValue
    Report awaitReady() {
        return awaitState(Report.READY);
    }

    Report awaitState(String state) {
        return await().atMost(PATIENCE)
                .until(() -> report(), report -> report.state().equals(state));
    }

    private Report report() {
        var installation = new Installation(root, home(), environment);
        return Report.last(installation)
                .orElseGet(() -> new Report("none", new ProcessIdentity(0, 0), null, List.of()));
    }

    /** The processes of all parts, as they are now. */
    List<ProcessHandle> processes() {
        return report().parts().stream()
                .flatMap(part -> ProcessIdentity.of(part.pid(), part.startedAt()).stream())
                .flatMap(identity -> identity.alive().stream())
                .toList();
    }

    ProcessHandle launcher() {
        var identity = report().launcher();
        return ProcessIdentity.of(identity.pid(), identity.startedAt())
                .flatMap(ProcessIdentity::alive)
                .orElseThrow();
    }

    ProcessHandle process(String part) {
        var status = report().parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow();
        return ProcessIdentity.of(status.pid(), status.startedAt())
                .flatMap(ProcessIdentity::alive)
                .orElseThrow();
    }

    /** By their names alone: what is made beside them comes and goes while we look. */
    List<Path> startUpCaches() throws IOException {
        var found = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(root.resolve(".crm/programs"), Files::isDirectory)) {
            for (var folder : folders) {
                try (var caches = Files.newDirectoryStream(folder, "*.aot")) {
                    caches.forEach(found::add);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        ProcessIdentity.of(report().launcher().pid(), report().launcher().startedAt())
                .flatMap(ProcessIdentity::alive)
                .ifPresent(ProcessHandle::destroyForcibly);
        launched.forEach(Process::destroyForcibly);
        await().atMost(PATIENCE).until(() -> processes().isEmpty());
    }
}
