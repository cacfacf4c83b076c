package io.crmesh.local.launcher;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.local.supervision.ProcessIdentity;
import java.io.File;
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
import java.util.stream.Stream;

/** Test fixture: a checkout with one service, in a temporary folder whose name has a space. */
final class TestInstallation implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path root;
    private final int servicePort;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Process> launched = new ArrayList<>();
    private Path output;

    private TestInstallation(Path root, int servicePort) {
        this.root = root;
        this.servicePort = servicePort;
        this.output = root;
    }

    /** The result of a command. */
    record Result(int code, String output) {}

    static TestInstallation in(Path directory) throws IOException {
        var root = Files.createDirectories(directory.resolve("check out"));
        int port = freePort();
        var list = Files.createDirectories(root.resolve("contracts")).resolve("services.csv");
        Files.writeString(list, """
            service,module,port,url,events,scopes
            fakes,fake-service,%d,CRM_FAKE_URL,,
            absentees,absent-service,1,CRM_ABSENT_URL,,
            """.formatted(port));
        var jar = Files.createDirectories(root.resolve("fake-service/target")).resolve("fake-service-1.jar");
        writeJar(Files.newOutputStream(jar));
        return new TestInstallation(root, port);
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
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries());
        var name = FakeService.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(file, manifest);
                var in = FakeService.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    /** What a service brings along, Spring Boot among it. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(joining(" "));
    }

    /** Leaves out broker and mail sink, as if the environment named others. */
    TestInstallation withoutBrokerAndMail() {
        environment.put("CRM_KAFKA", "127.0.0.1:1");
        environment.put("CRM_SMTP", "127.0.0.1:1");
        return this;
    }

    TestInstallation with(String variable, String value) {
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
        var arguments = new ArrayList<>(List.of(Installation.java().toString(), "-Xmx64m", "-XX:+UseSerialGC"));
        arguments.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dcrm.root=" + root));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), LauncherMain.class.getName()));
        arguments.addAll(List.of(command));
        output = Files.createTempFile(root, "output", ".txt");
        var builder = new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CRM_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        launched.add(process);
        return process;
    }

    Result run(String... command) throws IOException, InterruptedException {
        var process = launch(command);
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The command does not end: " + printed());
        }
        return new Result(process.exitValue(), printed());
    }

    /** The output of the command that was started last. */
    String printed() throws IOException {
        return Files.readString(output);
    }

    @CanIgnoreReturnValue
    InstallationStatus awaitReady() {
        return awaitState(InstallationStatus.READY);
    }

    InstallationStatus awaitState(String state) {
        return await().atMost(TIMEOUT)
                .until(() -> status(), status -> status.state().equals(state));
    }

    private InstallationStatus status() {
        var installation = new Installation(root, home(), environment);
        return InstallationStatus.last(installation)
                .orElseGet(() -> new InstallationStatus("none", new ProcessIdentity(0, 0), null, List.of()));
    }

    /** The current processes; parts may share one. */
    List<ProcessHandle> processes() {
        return status().parts().stream()
                .flatMap(part -> ProcessIdentity.of(part.pid(), part.startedAt()).stream())
                .distinct()
                .flatMap(identity -> identity.alive().stream())
                .toList();
    }

    ProcessHandle launcher() {
        var identity = status().launcher();
        return ProcessIdentity.of(identity.pid(), identity.startedAt())
                .flatMap(ProcessIdentity::alive)
                .orElseThrow();
    }

    ProcessHandle process(String part) {
        var partStatus = status().parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow();
        return ProcessIdentity.of(partStatus.pid(), partStatus.startedAt())
                .flatMap(ProcessIdentity::alive)
                .orElseThrow();
    }

    @Override
    public void close() {
        ProcessIdentity.of(status().launcher().pid(), status().launcher().startedAt())
                .flatMap(ProcessIdentity::alive)
                .ifPresent(ProcessHandle::destroyForcibly);
        launched.forEach(Process::destroyForcibly);
        await().atMost(TIMEOUT).until(() -> processes().isEmpty());
    }
}
